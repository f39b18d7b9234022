"""What only the first page uses."""
