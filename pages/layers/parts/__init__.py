"""What only the pages on layers use."""
