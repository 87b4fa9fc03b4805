"""One file through reader, binding and rules to a result."""
