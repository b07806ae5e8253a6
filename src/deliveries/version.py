"""The version, by itself, so that any room can say it."""

__version__ = "1.0.0rc1"
