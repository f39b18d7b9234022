"""What only the pages on real networks use."""
