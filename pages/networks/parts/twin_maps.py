"""Whether another network sees the same things: of each map, the one of VGG16 that it is most alike, at several depths."""

import numpy as np
import streamlit as st

from lessons.figures.twin_pairs import Pair, twin_bars, twin_pairs
from lessons.nets.vgg16 import begins_with_vgg16
from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from pages.shared.lesson.stage import section_of
from pages.shared.session import caches, map_caches
from pages.shared.session.desk import desk
from pages.shared.session.network_choice import YOLO

SECTION = "Twins"
DEPTHS = {"first layer": 0.0, "a quarter": 0.25, "halfway": 0.5, "three quarters": 0.75, "last layer": 1.0}
SHOWN = 6  # pairs of a layer: from the most alike to the least
FIRST = "block1_conv1"
OTHER = "vgg16"  # how caches call the network that comes along


def layers_at(columns, others):
    """Depth -> the layer of either network that lies so far from its picture to its end."""
    return {
        depth: tuple(each[round(far * (len(each) - 1))].layer for each in (columns, others)) for depth, far in DEPTHS.items()
    }


def twin_maps(asked, picture, columns):
    """Show them, at the depth that the learner chooses.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : the learner's
    columns : of the network that is asked
    """
    if asked.key == YOLO:
        st.markdown(words("zoo", "no_twins"))
        return
    if not known_twins(asked, columns):
        with st.spinner("Looking for maps that answer alike", show_time=True):
            _found(asked, columns)
        st.rerun()  # so that the steps know them, too
    found = _found(asked, columns)
    with st.container(horizontal=True, gap="large"):
        left, right = st.container(width=400), st.container(width="stretch")
    depth = left.select_slider("How deep", list(DEPTHS), key="zoo_depth", bind="query-params")
    seen = desk().setdefault(f"zoo_twins {asked.key}", set())  # the depths at which this learner has looked
    seen.add(depth)
    layers, twins = layers_at(columns, map_caches.columns_of(OTHER, caches.vgg16()))[depth], found[depth]
    names = f"{asked.name}: {layer_in_words(layers[0])}", f"VGG16: {layer_in_words(layers[1])}"
    shares = {each: found[each].share if each in seen else None for each in DEPTHS}
    left.html(twin_bars(shares, depth))
    right.html(twin_pairs(list(_pairs(asked, picture, layers, twins)), names))
    count, pictures = len(twins.nearest), len(map_caches.sample_pictures())
    told = words("zoo", "twins", twins=round(count * twins.share), maps=count, pictures=pictures)
    st.markdown(f"{told}\n\n{_why(asked, {each: share for each, share in shares.items() if share is not None})}")


def _why(asked, seen):
    """Why they are alike, or not, by what is shown; `seen` : depth -> share of twins, where the learner has looked."""
    if has_vgg16_weights(asked):
        return words("zoo", "twins grown")
    if begins_with_vgg16(asked.model):
        return words("zoo", "twins built")
    first, *_, last = [*seen, *seen]
    fewer = words("zoo", "twins fewer", share=seen[last], depth=last) if seen[last] < seen[first] else ""
    return f"{words('zoo', 'twins apart')} {fewer}"


def has_vgg16_weights(asked):
    """Whether a network's first layer has VGG16's weights, whatever comes before and after it."""
    if FIRST not in {layer.name for layer in asked.model.layers}:
        return False
    ours, theirs = (model.get_layer(FIRST).get_weights() for model in (asked.model, caches.vgg16()))
    return all(map(np.array_equal, ours, theirs))


def known_twins(asked, columns):
    """What the steps know of them: depth -> (how many maps have a twin, how many there are), while they are on the screen."""
    if section_of("zoo") != SECTION:
        return {}  # and nobody waits for VGG16
    found = map_caches.twins_of.found(asked.key, _asked_layers(columns), asked.model)
    return {depth: (round(len(twins.nearest) * twins.share), len(twins.nearest)) for depth, twins in (found or {}).items()}


def _found(asked, columns):
    return map_caches.twins_of(asked.key, _asked_layers(columns), asked.model)


def _asked_layers(columns):
    return tuple(layers_at(columns, map_caches.columns_of(OTHER, caches.vgg16())).items())


def _pairs(asked, picture, layers, twins):
    """Pairs of maps of the learner's picture, from the most alike to the least."""
    ours = map_caches.picture_maps(asked.key, picture.digest, asked.model, picture.pixels)[layers[0]]
    theirs = map_caches.picture_maps(OTHER, picture.digest, caches.vgg16(), picture.pixels)[layers[1]]
    order = np.argsort(-np.abs(twins.correlations), kind="stable")
    for number in order[np.linspace(0, len(order) - 1, min(SHOWN, len(order))).round().astype(int)]:
        other = int(twins.nearest[number])
        yield Pair(ours[..., number], theirs[..., other], (int(number), other), float(twins.correlations[number]))
