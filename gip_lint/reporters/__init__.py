"""From a result to text: one reporter, one format."""
