"""The commands of ``gip-lint``: one module each, loaded when it is asked for."""
