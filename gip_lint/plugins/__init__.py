"""What a plugin is, who is loaded, and what each of them brings."""
