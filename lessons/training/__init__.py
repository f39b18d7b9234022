"""Training: data sets, settings, the one function that trains, jobs that run it, and the figures that judge it."""
