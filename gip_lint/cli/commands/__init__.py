"""The commands, one module each: what arguments it takes (``add_arguments``), what it does (``run``)."""
