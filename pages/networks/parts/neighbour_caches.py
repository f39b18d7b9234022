"""Pictures as vectors, on a map beside each other, and what their neighbours tell."""

import streamlit as st

from lessons.figures.pictures import tiled, webp
from pages.shared.session.caches import TURNS, vgg16_of
from pages.shared.session.stores import of_picture, of_session
from pages.shared.session.training_caches import dataset

MAPPED = 96  # pixels of pictures that are compared


@st.cache_resource(max_entries=4, show_spinner=False)
def bundled_vectors(name, most):
    """Vectors of some pictures of a bundled data set: as lessons.nets.representations.represent gives them."""
    from lessons.data.picture_neighbours import some_of_each

    examples = dataset(name).train
    return _vectors([examples.images[place] for place in some_of_each(examples, most - 1)])


@of_session
def own_vectors(fingerprint, _images):
    """The same of pictures of one's own."""
    return _vectors(_images)


@of_picture
def picture_vectors(digest, _pixels):
    """The same of one picture."""
    return _vectors([_pixels])


def _vectors(images):
    from lessons.nets.representations import represent

    with TURNS:
        return represent(vgg16_of(MAPPED), images)


@of_session
def tiles_webp(fingerprint, digest, side, columns, _images):
    """Pictures of a data set and one's own on one sheet, as WebP: see lessons.figures.pictures.tiled."""
    return webp(tiled(_images, side, columns), quality=60)


@of_session
def maps_and_neighbours(fingerprint, digest, way, layer, seed, _vectors):
    """(maps, nearest pictures) by each layer, the last picture a guest; by t-SNE, which is slow, the map of one layer."""
    from lessons.data.picture_neighbours import flat, neighbours, scaled, spread_out, turned_alike

    ready = {name: scaled(vectors, guests=1) for name, vectors in _vectors.items()}
    maps = turned_alike([flat(each, way, seed=seed, guests=1) for each in ([ready[layer]] if layer else ready.values())])
    return [spread_out(each) for each in maps], [neighbours(each) for each in ready.values()]


@of_session
def label_check(fingerprint, layer, planted, seed, _vectors, _targets):
    """(labels with so many planted errors, where those are, what each picture is by the others: shares of the classes)."""
    from lessons.data.label_errors import held_out_probabilities, plant_errors

    labels, places = plant_errors(_targets, planted, seed=seed)
    return labels, places, held_out_probabilities(_vectors, labels)
