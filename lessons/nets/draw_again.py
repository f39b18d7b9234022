"""Draw again what `lessons.nets.finished_drawings` keeps, as the page draws it: half a minute, and only when that changes."""

from lessons.figures.pictures import webp
from lessons.nets.finished_drawings import FILTERS, file_of
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.visualising import maximise

SIDE = 128

if __name__ == "__main__":
    network = load_vgg16(size=SIDE)
    for layer, channel in FILTERS:
        file_of(layer, channel).write_bytes(webp(maximise(network, layer, channel).picture, 90))
