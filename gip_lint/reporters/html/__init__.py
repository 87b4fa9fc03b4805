"""The page on which a person reads what was found."""
