"""A class: a teacher and up to sixty learners who look at one thing together. In memory, for some hours, on one server."""
