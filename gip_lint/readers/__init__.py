"""From files to notation text: one reader, one kind of file."""
