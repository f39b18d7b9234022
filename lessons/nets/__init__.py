"""Real networks, in Keras: VGG16 and an ImageNet classifier, their weights, and what they answer to a picture.

Every network takes raw 0-255 RGB of its input size; its preprocessing is its first layers.
"""

import os

# Both are read when TensorFlow and Keras are imported, so they are set before any module of this package does so.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # errors still show
