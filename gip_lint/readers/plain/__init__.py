"""Text, Markdown and delimited fields."""
