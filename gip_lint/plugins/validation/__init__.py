"""Whether what plugins return is what they were asked for."""
