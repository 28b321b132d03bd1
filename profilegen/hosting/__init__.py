"""Profiles for a web host: each at an address that cannot be guessed, and nothing that lists them."""
