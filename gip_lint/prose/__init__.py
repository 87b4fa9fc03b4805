"""What prose says in numbers: passages, clauses, statements, and what they tell of the tables."""
