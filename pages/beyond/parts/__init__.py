"""What only the pages beyond classification use."""
