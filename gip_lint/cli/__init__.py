"""The command line: one command, one module of ``commands``, its arguments beside it."""
