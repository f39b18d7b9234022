"""Faces as vectors, and whether two of them are of one person."""
