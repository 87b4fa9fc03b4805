"""How a reader writes the loose notation and keeps the way back to the file."""
