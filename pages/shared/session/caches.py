"""What pages compute and keep, in one place: of networks, pictures and data sets. pages/shared/session/stores.py keeps it.

A fixed number of networks and data sets that come along, small tables about them, and the queues are kept once per process
(`st.cache_resource`, `st.cache_data`).
"""

import os
import threading
from functools import partial

import numpy as np
import streamlit as st

from lessons.core.blocks import figures_of
from lessons.core.blocks import first_maps as first_maps_of
from lessons.core.composition import best_kernel, two_layers
from lessons.core.kernels import KERNELS
from lessons.core.learning import learn_kernel
from lessons.core.scaling import luma
from lessons.figures.level_sheets import level_sheet
from lessons.figures.network_overview import network_overview as overview_of_maps
from lessons.figures.network_overview import sheet_of_layer
from lessons.figures.pictures import magnified, png, side_by_side, tiled, webp
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.out_of_domain import OUTSIDERS
from lessons.images.resizing import center_square, fit_within, middle, square
from lessons.images.samples import DEFAULT_SAMPLE, SAMPLES
from lessons.nets.device import use_device
from pages.shared.session.picture import picture_of
from pages.shared.session.stores import BUNDLED, bundled_picture, maps_of_picture, of_picture, of_session, read_only

THUMBNAIL = 112  # pixels
LONGEST_THUMBNAIL = 8  # times as long as it is high, or the other way round: Streamlit fails to shrink a picture to no height

IN_BLOCKS = 64  # rows and columns of pictures that pass through building blocks
MAPPED = 96  # pixels of pictures that are compared
IN_OVERVIEW = 7  # maps of each layer, where the whole network is shown

EXPLAINED = ("grad_cam", "saliency")  # the methods that the page on explanations begins with
FACES_CHANGED, FACES_STRENGTH = ("shift", "light"), 3  # what the page on faces begins with

_TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)  # of those who wait for a whole network: first come, first served
_AWAKE = set()  # networks that were started


@st.cache_data(max_entries=64, show_spinner=False)
def sample_thumbnail(name):
    """A small square WebP of a bundled picture."""
    return webp(square(center_square(bundled_picture(name).pixels), THUMBNAIL), quality=70)


@of_session
def square_thumbnail(digest, _pixels):
    """A small square WebP of the middle of the learner's picture."""
    return webp(square(center_square(_pixels), THUMBNAIL), quality=70)


@of_picture
def thumbnail(digest, _pixels, side=THUMBNAIL):
    """A WebP of the learner's picture, its longer side of `side` pixels; of a very long one, its middle."""
    return webp(magnified(fit_within(middle(_pixels, longest=LONGEST_THUMBNAIL), side, quick=True), side))


@st.cache_resource(show_spinner=False)
def vgg16():
    """VGG16's base, one frozen model for all sessions."""
    use_device()
    from lessons.nets.inference import hold_constant
    from lessons.nets.vgg16 import load_vgg16

    model = hold_constant(load_vgg16())
    _AWAKE.add("vgg16")
    return model


def are_awake():
    """Whether VGG16 and the classifier of ImageNet are there, so that nobody waits for them."""
    return {"vgg16", "imagenet"} <= _AWAKE


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
def square_picture(digest, size, _pixels):
    """The learner's picture as a network of this size is shown it: uint8 (size, size, 3)."""
    return square(_pixels, size)


@of_picture
def square_webp(digest, size, _pixels):
    """`square_picture` as WebP."""
    return webp(square_picture(digest, size, _pixels), quality=75)


def _as_shown(model, digest, pixels):
    """The learner's picture at a model's own size: shrunk once for all that looks at it."""
    return square_picture(digest, model.inputs[0].shape[1], pixels)


@maps_of_picture
def picture_maps(network, digest, _model, _pixels):
    """The maps of the learner's picture in those layers of a network that are shown: a CompactMaps, at first unpacked.

    A page puts them away when it has shown them (`put_maps_away`): nobody waits for it.
    """
    from lessons.nets.packed_maps import CompactMaps
    from lessons.nets.probing import feature_maps, map_layers

    shown = [column.layer for column in columns_of(network, _model)]
    layers = None if shown == map_layers(_model) else shown  # all of them run faster
    return CompactMaps(feature_maps(_model, _as_shown(_model, digest, _pixels), layers=layers))


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
def preprocessed(network, digest, _model, _pixels):
    """The picture as a network's first convolution is given it: float32 (rows, columns, 3)."""
    from lessons.nets.probing import feature_maps

    return feature_maps(_model, _pixels, layers=["preprocessing"])["preprocessing"]


@st.cache_resource(show_spinner=False)
def sample_pictures():
    """The bundled pictures by title; nobody may write on them."""
    return {sample.title: bundled_picture(name).pixels for name, sample in SAMPLES.items()}


@st.cache_resource(max_entries=len(OUTSIDERS), show_spinner=False)
def outsider(name):
    """A picture that is no brain scan; nobody may write on it."""
    return read_only(OUTSIDERS[name]())


@st.cache_data(max_entries=2, show_spinner=False)
def vgg16_figures(shuffled):
    """The published figures of VGG16's weights beside those of the bundled ones, or of the same in another order."""
    from lessons.nets import provenance
    from lessons.nets.weights import vgg16_weights

    return provenance.compare_figures(provenance.shuffled() if shuffled else vgg16_weights())


@st.cache_resource(show_spinner=False)
def small_vgg16():
    """VGG16's base for pictures of 128 × 128: to draw what its filters look for, in seconds."""
    use_device()
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=128)


@st.cache_resource(show_spinner=False)
def yolo():
    """YOLOv3-tiny, one frozen model for all sessions. Raises WeightsError where its package is missing."""
    from lessons.nets.inference import hold_constant
    from lessons.nets.yolov3_tiny import load_yolo

    return hold_constant(load_yolo())


@st.cache_resource(max_entries=len(DETECTOR_PICTURES), show_spinner=False)
def detector_picture(name):
    """A picture that comes along for the detector, one Picture for all sessions."""
    sample = DETECTOR_PICTURES[name]
    return picture_of(sample.load(), sample.title, sample.description)


def first_detection():
    """Wake the detector, and have it look once: its first look takes longest."""
    from lessons.finding.proposals import propose
    from lessons.images.letterbox import letterbox

    size = yolo().inputs[0].shape[1]
    propose(yolo(), letterbox(detector_picture(next(iter(DETECTOR_PICTURES))).pixels, size).pixels)


@of_picture
def letterboxed(digest, size, _pixels):
    """The learner's picture in a grey square, as YOLOv3-tiny is shown it."""
    from lessons.images.letterbox import letterbox

    return letterbox(_pixels, size)


@of_session
def proposals(digest, _model, _fitted):
    """All boxes that YOLOv3-tiny proposes for a picture."""
    from lessons.finding.proposals import propose

    return propose(_model, _fitted.pixels)


@of_session
def detected_classes(digest, _model, _labels, _pixels):
    """All classes of YOLOv3-tiny by the highest score that any box has for them: the answer of a network without boxes."""
    from lessons.finding.proposals import class_scores, propose
    from lessons.nets.classification import Label

    scores = class_scores(propose(_model, _as_shown(_model, digest, _pixels)))
    return [Label(int(index), _labels[index], float(scores[index])) for index in np.argsort(-scores, kind="stable")]


@st.cache_resource(max_entries=4, show_spinner=False)
def classifier(name):
    """A classifier that comes along, one for all sessions."""
    use_device()
    from lessons.nets.classifiers import CLASSIFIERS

    asked = CLASSIFIERS[name]()
    _AWAKE.add(name)
    return asked


@of_picture
def ranking(network, digest, _model, _labels, _pixels):
    """All labels of a network for a picture, the most probable first; `network` tells the session's networks apart."""
    from lessons.nets.classification import rank

    return rank(_model, _labels, _as_shown(_model, digest, _pixels), top=len(_labels))


@of_picture
def unit_reach(network, digest, layer, row, column, channel, _model, _pixels):
    """How strongly each pixel of the picture, at the network's input size, reaches one unit: float32 (rows, columns)."""
    from lessons.nets.gradients import unit_gradient
    from lessons.nets.probing import network_input

    _, gradient = unit_gradient(_model, network_input(_model, _pixels), layer, row, column, channel)
    return np.abs(gradient).max(axis=-1)


@of_picture
def explanation(network, digest, method, class_index, layer, _model, _pixels):
    """What one method answers; `network` tells the session's networks apart."""
    from lessons.nets.attribution import ATTRIBUTIONS

    return ATTRIBUTIONS[method](_model, _pixels, class_index, layer=layer)


@st.cache_resource(max_entries=16, show_spinner=False)
def overconfident(learned, seed):
    """A small network of grainy digits after several epochs, for all sessions."""
    from lessons.training.overconfident import overconfident

    return overconfident(learned, seed)


@of_session
def planted_cue(fingerprint, first, second, cue, strength, share, seed, _dataset):
    """Two classes of a data set, the first with a cue: a lessons.data.planted_cue.Planted."""
    from lessons.data.planted_cue import plant_in

    return plant_in(_dataset, first, second, cue, strength=strength, share=share, seed=seed)


@of_session
def shortcut_reports(fingerprint, first, second, cue, strength, share, seed, _model, _planted):
    """What the network that learned from them makes of the three tests."""
    from lessons.training.shortcut_training import shortcut_reports

    return shortcut_reports(_model, _planted)


@of_picture
def fooled(network, digest, kind, class_index, strength, steps, seed, _model, _pixels):
    """The learner's picture with noise on it: a lessons.nets.fooling.Fooled. `kind` is "away", "towards" or "random"."""
    from lessons.nets.fooling import aimed_noise, random_noise

    shown = _as_shown(_model, digest, _pixels)
    if kind == "random":
        return random_noise(_model, shown, strength, seed=seed)
    return aimed_noise(_model, shown, strength, steps=steps, **{kind: class_index})


@of_picture
def doubts(network, digest, class_index, methods, seed, _stages):
    """The stages of a randomisation test, once a job brought them: for all sessions where all that it is about comes along."""
    return _stages


@of_picture
def picture_labels(digest, _pixels):
    """The five most probable ImageNet labels of the learner's picture."""
    use_device()
    from lessons.nets.imagenet import classifier, classify

    return classify(_as_shown(classifier(), digest, _pixels))


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
    with _TURNS:
        found = layer_feeding(_model, layer, _inputs(), _maps()[layer])
    return () if found is None else links_into(found)


@of_picture
def layer_sheet(network, digest, layer, most, _model, _pixels):
    """The first maps of one layer of any network, up to the layer's largest value: (LevelSheet, that value)."""
    from lessons.nets.probing import feature_maps

    maps = feature_maps(_model, _as_shown(_model, digest, _pixels), layers=[layer])[layer][..., :most]
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
    with _TURNS:
        return block_answers(_model, ends, _examples, _as_shown(_model, digest, _pixels))


@of_picture
def map_changes(network, digest, layer, other_network, other_digest, _maps, _other_maps):
    """How far each map of a layer is from that of another network or picture: float32 (maps,)."""
    from lessons.core.map_links import map_changes

    return map_changes(_maps()[layer], _other_maps()[layer])


@st.cache_resource(max_entries=2, show_spinner=False)
def vgg16_of(size):
    """VGG16's base for pictures of another size, one frozen model for all sessions."""
    use_device()
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=size)


@of_picture
def block_links(network, digest, layers, channel, _model, _maps):
    """The strongest links of one map where blocks of layers lie between: as `block_links` tells them."""
    from lessons.nets.block_links import block_links

    with _TURNS:
        return block_links(_model, layers, _maps(), channel)


@of_picture
def class_links(network, digest, layer, index, _model, _maps):
    """The maps of the last layer that count most for a class: sequence of (map, share)."""
    from lessons.nets.class_links import class_links

    return class_links(_model, layer, _maps()[layer], index)


@of_picture
def network_overview(network, digest, _maps):
    """The whole network at a glance: layer name -> lessons.figures.network_overview.LayerOverview."""
    with _TURNS:
        maps = _maps()
    return overview_of_maps(maps, IN_OVERVIEW)


@of_picture
def picture_flow(network, digest, _maps):
    """Some maps after each block of VGG16, and what feeds them, as `lessons.nets.vgg16_flow.vgg16_flow` tells of it."""
    from lessons.nets.vgg16_flow import vgg16_flow

    with _TURNS:
        return vgg16_flow(vgg16(), _maps())


def maps_of_flow(digest, pixels):
    """The maps of the learner's picture that its flow is made of, and no others."""
    from lessons.nets.probing import feature_maps
    from lessons.nets.vgg16_flow import POOLS

    return feature_maps(vgg16(), _as_shown(vgg16(), digest, pixels), layers=POOLS)


def first_look(name):
    """What the first page and VGG16's show at first of a bundled picture, made before anybody asks for it."""
    sample = bundled_picture(name)
    maps = partial(picture_maps, BUNDLED[0], sample.digest, vgg16(), sample.pixels)
    picture_labels(sample.digest, sample.pixels)
    picture_flow(BUNDLED[0], sample.digest, maps)
    network_overview(BUNDLED[0], sample.digest, maps)
    put_maps_away(BUNDLED[0], sample.digest)


def ask_outsiders():
    """What the brain-MRI classifier says of pictures that are no brain scans, and why it says it of the first."""
    known, first = classifier("brain_mri"), next(iter(OUTSIDERS))
    for name in OUTSIDERS:
        ranked = ranking("brain_mri", name, known.model, known.labels, outsider(name))
        if name == first:
            explanation("brain_mri", name, "grad_cam", ranked[0].index, None, known.model, outsider(name))


@of_session
def learned_kernel(what, steps, rate, seed, _image, _target):
    """(how gradient descent finds a kernel, the error of the best one there is); `what` tells inputs and targets apart."""
    return learn_kernel(_image, _target, 3, steps=steps, learning_rate=rate, seed=seed), best_kernel(_image, _target, 3)[1]


@of_session
def stack_states(settings, classes):
    """A stacked network, ready to be asked as it was after any epoch: a lessons.training.stack_states.StackStates."""
    from lessons.training.stack_states import StackStates

    return StackStates(settings, classes)


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

    with _TURNS:
        return represent(vgg16_of(MAPPED), images)


@of_session
def tiles_webp(fingerprint, digest, side, columns, _images):
    """Pictures of a data set and one's own on one sheet, as WebP: see lessons.figures.pictures.tiled."""
    return webp(tiled(_images, side, columns), quality=60)


@of_picture
def probabilities(network, digest, _model, _pixels):
    """All probabilities of a network for a picture, in the order of its classes: float32 (classes,)."""
    from lessons.nets.fooling import answer

    return answer(_model, _as_shown(_model, digest, _pixels))


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


@of_session
def loss_ground(digest, seed, _measure):
    """The losses of the small network over two of its weights, for this picture and this start: a thousand passes."""
    return _measure()


@of_picture
def first_maps(digest, _pixels):
    """Eight maps of the learner's picture, to pass through building blocks."""
    return _first_maps(_pixels)


@st.cache_resource(max_entries=1, show_spinner=False)
def _maps_of_samples():
    return read_only(np.stack([_first_maps(pixels) for pixels in sample_pictures().values()]))


def _first_maps(pixels):
    return first_maps_of(luma(square(pixels, IN_BLOCKS)))


def company(seed, count=3):
    """The maps of a few bundled pictures, as others that are in a batch: float32 (count, rows, columns, maps)."""
    samples = _maps_of_samples()
    return samples[np.random.default_rng(seed).choice(len(samples), count, replace=False)]


def running_figures():
    """Means and variances of those maps over all bundled pictures, as training would have averaged them."""
    return figures_of(_maps_of_samples())


@st.cache_resource(show_spinner=False)
def famous_networks():
    """What famous networks cost, counted once for all sessions."""
    from lessons.nets.famous_costs import famous_networks as counted

    return counted()


@of_session
def layers_in_a_row(digest, first, second, _image):
    """What `two_layers` says of two named kernels on a picture."""
    return two_layers(_image, KERNELS[first], KERNELS[second])


@st.cache_resource(show_spinner=False)
def workers():
    """The processes that train and fetch, for all sessions."""
    from lessons.training.readiness import make_ready
    from lessons.work.workers import Workers

    return Workers.of_environment(make_ready)


@st.cache_resource(show_spinner=False)
def job_queue():
    """The queue of jobs: one per process."""
    from lessons.work.jobs import JobQueue

    return JobQueue(workers())


@st.cache_resource(max_entries=8, show_spinner=False)
def dataset(name):
    """A bundled data set, shared and never written on."""
    from lessons.data.datasets import DATASETS

    return DATASETS[name]


@of_session
def augmented_pictures(digest, augmentation, seed, _pictures):
    """Changed copies of a few pictures, as training sees them."""
    from lessons.training.augmentation import augmented

    return augmented(_pictures, augmentation, seed=seed)


@st.cache_data(max_entries=16, show_spinner=False)
def dataset_examples(name, per_class):
    """The first training pictures of each class of a bundled data set, side by side: label -> PNG."""
    return examples_of(dataset(name), per_class)


def examples_of(shown, per_class):
    """The first training pictures of each class of any data set, side by side: label -> PNG."""
    return {
        label: png(
            side_by_side(
                [
                    square(shown.train.images[index], THUMBNAIL)
                    for index in np.flatnonzero(shown.train.targets == target)[:per_class]
                ]
            )
        )
        for target, label in enumerate(shown.labels)
    }


@st.cache_resource(show_spinner=False)
def face_network():
    """VGG16's base for faces of 64 × 64, one frozen model for all sessions."""
    use_device()
    from lessons.faces.verification import SIZE
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16(size=SIZE)


@st.cache_data(max_entries=8, show_spinner=False)
def face_vectors(changes, strength, seed):
    """The bundled faces as vectors, each changed in the same way: kind of vector -> float32 (faces, numbers)."""
    network = face_network()
    from lessons.faces.embedding import embed_in_every_way
    from lessons.faces.verification import changed_faces

    with _TURNS:
        return embed_in_every_way(network, changed_faces(changes, strength=strength, seed=seed))


@of_picture
def face_pairs(changes, strength, seed):
    """How far the bundled faces are from themselves and each other, changed.

    Kind of vector -> (Pairs, its equal error rate and threshold, the vectors of the first face: as it is, and changed).
    """
    from lessons.faces.verification import Pairs, distances, equal_error

    plain, moved = face_vectors((), FACES_STRENGTH, 0), face_vectors(changes, strength, seed if changes else 0)
    pairs = {kind: Pairs(read_only(distances(plain[kind], moved[kind]))) for kind in plain}
    return {kind: (each, equal_error(each), (plain[kind][0], moved[kind][0])) for kind, each in pairs.items()}


def first_faces():
    """What the page on faces shows with its first changes: functions, those of its first strength before the others."""
    strengths = sorted(range(1, 6), key=lambda strength: strength != FACES_STRENGTH)
    for several in ((FACES_CHANGED,), tuple((change,) for change in FACES_CHANGED)):
        for strength in strengths:
            yield from (partial(face_pairs, changes, strength, 0) for changes in several)


def first_explanations():
    """What the page on explanations shows at first of the picture that learners begin with."""
    from lessons.nets.attribution import last_maps

    asked, sample = classifier("imagenet"), bundled_picture(DEFAULT_SAMPLE)
    best = ranking("imagenet", sample.digest, asked.model, asked.labels, sample.pixels)[0].index
    for method in EXPLAINED:
        explanation("imagenet", sample.digest, method, best, last_maps(asked.model), asked.model, sample.pixels)


@st.cache_resource(show_spinner=False)
def scaling_likeness():
    """How alike VGG16 finds the bundled pictures, fed in two ways."""
    from lessons.nets.provenance import scaling_likeness as measured

    return measured()


@st.cache_data(max_entries=8, show_spinner=False)
def segmenter_rows(network, size):
    """A network that segments as a table: a dict per part."""
    from lessons.finding.segmenters import SEGMENTERS, build_segmenter, table_rows

    return table_rows(SEGMENTERS[network], build_segmenter(SEGMENTERS[network], size, seed=0))


SEPARATED = 60  # scenes of each kind


@st.cache_data(max_entries=32, show_spinner=False)
def separation(settings):
    """How many objects connected components find in perfect masks of such scenes."""
    from lessons.finding.pixel_scenes import separation as measured

    return measured(settings, SEPARATED)
