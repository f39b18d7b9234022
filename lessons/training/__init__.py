"""Training a classifier: settings, the one function that trains, and the figures that judge it."""
