"""Destroy again what `lessons.nets.finished_doubts` keeps, as the page does: some seconds, and only when that changes."""

from lessons.images.samples import SAMPLES
from lessons.nets.attribution import last_maps
from lessons.nets.finished_doubts import CLASS, METHODS, PICTURE, SEED, keep
from lessons.nets.imagenet import classifier
from lessons.nets.sanity import randomisation_test

if __name__ == "__main__":
    model = classifier()
    layer, pixels = last_maps(model), SAMPLES[PICTURE].load()
    keep(randomisation_test(model, pixels, CLASS, methods=METHODS, layer=layer, seed=SEED))
