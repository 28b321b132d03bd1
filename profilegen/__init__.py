"""profilegen: digital learner profiles from a folder to a portable static website."""

__version__ = "0.1.0"
