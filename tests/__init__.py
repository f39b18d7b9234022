"""Tests state laws and compare with independent references: Keras, ONNX Runtime, OpenCV, SciPy, scikit-learn, Pillow."""
