"""Records of older versions, written anew as today's version does: shown first, kept beside, one file at a time."""
