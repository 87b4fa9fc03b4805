"""Rules about prose and tables that contradict each other."""
