"""Pages of the web, alone or packed as MHT."""
