"""The tree of a document aligned with a form: which figure stands in which cell."""
