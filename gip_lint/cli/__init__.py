"""The command line: one command, one module, its arguments beside it."""
