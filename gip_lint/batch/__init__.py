"""A run over many files: in several processes, with what is known already taken from the cache."""
