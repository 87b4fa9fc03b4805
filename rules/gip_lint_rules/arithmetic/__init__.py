"""Rules about what the figures of the tables owe to one another."""
