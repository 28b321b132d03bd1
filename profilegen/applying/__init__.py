"""What somebody takes to a college or an employer: a CV made of their own profile. No word of it is anybody else's."""
