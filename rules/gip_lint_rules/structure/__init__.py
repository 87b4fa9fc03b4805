"""Rules about parts, rows, columns and the form itself."""
