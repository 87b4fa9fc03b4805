"""What the province of 澜江 asks of its annual reports."""
