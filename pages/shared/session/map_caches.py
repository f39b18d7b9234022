"""A network's maps of a picture, in the ways in which pages and the routes of the living network show them."""

from functools import partial

import numpy as np
import streamlit as st

from lessons.figures.level_sheets import level_sheet
from lessons.figures.network_overview import network_overview as overview_of_maps
from lessons.figures.network_overview import sheet_of_layer
from lessons.figures.pictures import webp
from pages.shared.session.caches import TURNS, as_shown, picture_labels, sample_pictures, square_picture, vgg16
from pages.shared.session.stores import BUNDLED, bundled_picture, maps_of_picture, of_picture, of_session

IN_OVERVIEW = 7  # maps of each layer, where the whole network is shown


@of_picture
def network_rows(network, _model):
    """A network as a table: a dict per layer with maps."""
    from lessons.nets.probing import layer_rows

    return layer_rows(_model)


@of_picture
def columns_of(network, _model):
    """A network as columns of maps: sequence of lessons.nets.network_columns.Column."""
    from lessons.nets.network_columns import network_columns

    return network_columns(_model)


@of_picture
def square_webp(digest, size, _pixels):
    """`square_picture` as WebP."""
    return webp(square_picture(digest, size, _pixels), quality=75)


@maps_of_picture
def picture_maps(network, digest, _model, _pixels):
    """The maps of the learner's picture in those layers of a network that are shown: a CompactMaps, at first unpacked.

    A page puts them away when it has shown them (`put_maps_away`): nobody waits for it.
    """
    from lessons.nets.packed_maps import CompactMaps
    from lessons.nets.probing import feature_maps, map_layers

    shown = [column.layer for column in columns_of(network, _model)]
    layers = None if shown == map_layers(_model) else shown  # all of them run faster
    return CompactMaps(feature_maps(_model, as_shown(_model, digest, _pixels), layers=layers))


def put_maps_away(network, digest):
    """Pack the maps of a picture, if they are kept: from now on single layers are looked at."""
    maps = picture_maps.found(network, digest, None, None)
    if maps is not None:
        maps.pack()


@st.cache_resource(show_spinner=False)
def sample_peaks():
    """Where every channel of VGG16 answers most strongly in the bundled pictures."""
    from lessons.nets.exciting import find_peaks
    from lessons.nets.probing import feature_maps

    return find_peaks(lambda pixels: feature_maps(vgg16(), pixels), sample_pictures())


@of_session
def _own_peaks(network, _model):
    from lessons.nets.exciting import find_peaks
    from lessons.nets.probing import feature_maps

    return find_peaks(lambda pixels: feature_maps(_model, pixels), sample_pictures())


def peaks(network, model):
    """Where every channel of a network answers most strongly in the bundled pictures; VGG16's are shared by all sessions."""
    return sample_peaks() if model is vgg16() else _own_peaks(network, model)


@of_picture
def patches(network, layer, channel, _model, _peaks):
    """The patches of the bundled pictures that excite a channel most, the strongest first."""
    from lessons.nets.exciting import exciting_patches

    return exciting_patches(_model, _peaks, sample_pictures(), layer, channel)


@of_picture
def twins_of(network, layers_at, _model):
    """Which maps of a network have a twin in VGG16, over the bundled pictures: depth -> lessons.core.map_twins.Twins.

    `layers_at` tells of each depth the layer of either network: ((depth, (layer, VGG16's layer)), ...).
    """
    from lessons.core.map_twins import find_twins
    from lessons.nets.probing import feature_maps

    pictures = sample_pictures().values()
    ours, theirs = (
        [feature_maps(model, pixels, layers=sorted({layers[side] for _, layers in layers_at})) for pixels in pictures]
        for side, model in enumerate((_model, vgg16()))
    )
    return {
        depth: find_twins([maps[layer] for maps in ours], [maps[other] for maps in theirs])
        for depth, (layer, other) in layers_at
    }


@of_picture
def preprocessed(network, digest, _model, _pixels):
    """The picture as a network's first convolution is given it: float32 (rows, columns, 3)."""
    from lessons.nets.probing import feature_maps

    return feature_maps(_model, _pixels, layers=["preprocessing"])["preprocessing"]


@of_picture
def unit_reach(network, digest, layer, row, column, channel, _model, _pixels):
    """How strongly each pixel of the picture, at the network's input size, reaches one unit: float32 (rows, columns)."""
    from lessons.nets.gradients import unit_gradient
    from lessons.nets.probing import network_input

    _, gradient = unit_gradient(_model, network_input(_model, _pixels), layer, row, column, channel)
    return np.abs(gradient).max(axis=-1)


@of_picture
def layer_tiles(network, digest, layer, one_scale, _maps):
    """All maps of a layer in one sheet, by number, and their orders: (LevelSheet, order -> channels, each map's largest value).

    Here and below `_maps()` returns the picture's maps. It is asked only where they are needed.
    """
    from lessons.nets.probing import MAP_ORDERS

    maps = _maps()[layer]
    orders = {name: order(maps).astype(np.int16) for name, order in MAP_ORDERS.items()}
    return sheet_of_layer(maps, one_scale=one_scale), orders, np.abs(maps).max(axis=(0, 1)).astype(np.float32)


@of_picture
def links_into(network, digest, layer, before, _model, _inputs, _maps):
    """The strongest links into a layer's maps from those of the layer before: lessons.nets.network_columns.LinksInto.

    Empty where the layer is not made of those of the layer before in one step.
    """
    from lessons.nets.network_columns import follows, layer_feeding, links_into

    if not follows(_model, layer, before or "preprocessing"):
        return ()
    with TURNS:
        found = layer_feeding(_model, layer, _inputs(), _maps()[layer])
    return () if found is None else links_into(found)


@of_picture
def layer_sheet(network, digest, layer, most, _model, _pixels):
    """The first maps of one layer of any network, up to the layer's largest value: (LevelSheet, that value)."""
    from lessons.nets.probing import feature_maps

    maps = feature_maps(_model, as_shown(_model, digest, _pixels), layers=[layer])[layer][..., :most]
    return level_sheet(maps, one_scale=True), float(np.abs(maps).max())


@of_picture
def one_map(network, digest, layer, channel, _maps):
    """One map of a layer: float32 (rows, columns)."""
    return np.ascontiguousarray(_maps()[layer][:, :, channel])


@of_session
def block_answers(network, digest, _model, _examples, _pixels):
    """What heads say of a picture that read the last layer of each block, and were trained on these examples."""
    from lessons.training.block_answers import block_answers

    ends = list({column.block: column.layer for column in columns_of(network, _model)}.values())
    with TURNS:
        return block_answers(_model, ends, _examples, as_shown(_model, digest, _pixels))


@of_picture
def map_changes(network, digest, layer, other_network, other_digest, _maps, _other_maps):
    """How far each map of a layer is from that of another network or picture: float32 (maps,)."""
    from lessons.core.map_links import map_changes

    return map_changes(_maps()[layer], _other_maps()[layer])


@of_picture
def block_links(network, digest, layers, channel, _model, _maps):
    """The strongest links of one map where blocks of layers lie between: as `block_links` tells them."""
    from lessons.nets.block_links import block_links

    with TURNS:
        return block_links(_model, layers, _maps(), channel)


@of_picture
def class_links(network, digest, layer, index, _model, _maps):
    """The maps of the last layer that count most for a class: sequence of (map, share)."""
    from lessons.nets.class_links import class_links

    return class_links(_model, layer, _maps()[layer], index)


@of_picture
def network_overview(network, digest, _maps):
    """The whole network at a glance: layer name -> lessons.figures.network_overview.LayerOverview."""
    with TURNS:
        maps = _maps()
    return overview_of_maps(maps, IN_OVERVIEW)


@of_picture
def picture_flow(network, digest, _maps):
    """Some maps after each block of VGG16, and what feeds them, as `lessons.nets.vgg16_flow.vgg16_flow` tells of it."""
    from lessons.nets.vgg16_flow import vgg16_flow

    with TURNS:
        return vgg16_flow(vgg16(), _maps())


def maps_of_flow(digest, pixels):
    """The maps of the learner's picture that its flow is made of, and no others."""
    from lessons.nets.probing import feature_maps
    from lessons.nets.vgg16_flow import POOLS

    return feature_maps(vgg16(), as_shown(vgg16(), digest, pixels), layers=POOLS)


def first_look(name):
    """What the first page and VGG16's show at first of a bundled picture, made before anybody asks for it."""
    sample = bundled_picture(name)
    maps = partial(picture_maps, BUNDLED[0], sample.digest, vgg16(), sample.pixels)
    picture_labels(sample.digest, sample.pixels)
    picture_flow(BUNDLED[0], sample.digest, maps)
    network_overview(BUNDLED[0], sample.digest, maps)
    put_maps_away(BUNDLED[0], sample.digest)
