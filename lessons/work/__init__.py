"""Jobs and how far they are, whatever they do: training, fetching, drawing, searching."""
