"""What only the pages of the classroom use."""
