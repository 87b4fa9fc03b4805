"""Fixes: which of them go together, what a file holds after them, and how it is written back whole."""
