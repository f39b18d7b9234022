"""The subject of the course: a plain Python library that works in a notebook, without the app."""
