"""Rules about the text as such: what is left over, cut off or does not belong."""
