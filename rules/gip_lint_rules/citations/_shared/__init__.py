"""What several rules of this family use."""
