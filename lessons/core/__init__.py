"""The arithmetic of every layer, in NumPy alone. Images are (rows, columns) or (rows, columns, channels), row 0 on top."""
