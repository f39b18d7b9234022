"""Arrays become RGB pictures and Plotly figures, in one language of colours (`lessons.figures.colours`)."""
