"""What only the pages on transfer learning use."""
