"""Rules about the file as a whole."""
