"""Text to tree: the loose notation of tables, quantities and citations. Knows nothing of linting."""
