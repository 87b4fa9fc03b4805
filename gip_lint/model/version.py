"""The version of gip-lint."""

__version__ = "0.1.0"
