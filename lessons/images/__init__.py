"""Pictures: bytes, samples, drawings and camera frames become checked uint8 RGB arrays of (rows, columns, 3)."""
