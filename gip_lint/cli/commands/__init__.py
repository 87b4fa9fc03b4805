"""The commands, one module each: the arguments that it takes (``add_arguments``) and what it does (``run``)."""
