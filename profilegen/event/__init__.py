"""A student conference: everything that one afternoon needs, in one folder, and what comes back from it."""
