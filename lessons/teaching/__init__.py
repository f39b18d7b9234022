"""What a teacher needs beside the pages: lessons on paper, plans of whole paths, and a test of what was learned."""
