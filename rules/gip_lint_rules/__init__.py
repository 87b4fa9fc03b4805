"""The built-in rules, a plugin of gip-lint like any other: one rule, one file."""
