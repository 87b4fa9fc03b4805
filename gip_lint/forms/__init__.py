"""Statutory forms as data."""
