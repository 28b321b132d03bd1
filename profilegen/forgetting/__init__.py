"""Forgetting somebody who has left: every trace of them in a school's folder, and what a person has to read."""
