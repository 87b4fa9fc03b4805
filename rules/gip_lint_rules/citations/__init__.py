"""Rules about the laws and notices that a report cites."""
