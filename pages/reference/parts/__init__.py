"""What only the pages to look things up on use."""
