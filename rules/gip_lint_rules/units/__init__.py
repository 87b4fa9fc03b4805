"""Rules about units, amounts and how a figure is written."""
