"""Sums of the form: whether they hold, and the fewest cells whose change lets them hold."""
