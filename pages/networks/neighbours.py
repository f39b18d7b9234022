"""A map of pictures: what a layer makes of them decides which of them lie together."""

import numpy as np
import streamlit as st

from lessons.data.picture_neighbours import NEAREST, WAYS, are_on_white, same_class_share, some_of_each
from lessons.texts import words
from lessons.texts.names import REPRESENTATION_NAMES
from lessons.texts.network_snippets import NEIGHBOURS_CODE
from lessons.texts.questions.neighbours import neighbour_questions
from lessons.texts.steps.neighbours import LABELS, PLANTED
from pages.networks.parts import neighbour_caches
from pages.networks.parts.picture_map import COLUMNS, TILE, picture_map
from pages.networks.parts.wrong_labels import DRAW, FIRST_DRAW, check, wrong_labels
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.dataset_choice import NET, OWN, dataset_choice
from pages.shared.session.desk import desk
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture

SETS = ["textures", "drawings", "faces", "digits"]
GOOD = 0.95  # of the best share: a layer that knows the classes nearly as well
_FRESH = "neighbours_fresh"  # a step sets it to None as it begins
MOST = 120  # pictures on the map, with the learner's own


def pictures_of(dataset):
    """Some pictures of each class of a data set that a network may learn from, and their classes."""
    chosen = some_of_each(dataset.train, MOST - 1)
    return [dataset.train.images[place] for place in chosen], dataset.train.targets[chosen]


def vectors_of(dataset, name, picture):
    """The pictures' vectors and, last of them, those of the learner's own: dict of a layer -> array."""
    is_bundled = name not in (OWN, NET)
    images, _ = pictures_of(dataset)
    theirs = (
        neighbour_caches.bundled_vectors(name, MOST)
        if is_bundled
        else neighbour_caches.own_vectors(dataset.fingerprint, images)
    )
    mine = neighbour_caches.picture_vectors(picture.digest, picture.pixels)
    return {layer: np.concatenate([vectors, mine[layer]]) for layer, vectors in theirs.items()}


@st.fragment
def laboratory(picture):
    stage = st.container()
    first, second, third, more = stage_controls(3)
    with third:
        dataset = dataset_choice(SETS, key="neighbours")
    if dataset is None:
        return
    name = st.session_state.neighbours_set
    layer = first.select_slider(
        "Compare the pictures by", list(REPRESENTATION_NAMES.values()), key="neighbours_layer", bind="query-params", width=300
    )
    way = second.segmented_control(
        "Map by",
        list(WAYS),
        default=WAYS[0],
        required=True,
        key="neighbours_way",
        bind="query-params",
    )
    seed = more.number_input("Seed of t-SNE", 0, 9999, 0, key="neighbours_seed", bind="query-params")
    layers, titles = list(REPRESENTATION_NAMES), list(REPRESENTATION_NAMES.values())
    at = titles.index(layer)
    images, targets = pictures_of(dataset)
    with stage, st.spinner("Asking VGG16 about every picture. The first time takes some seconds.", show_time=True):
        vectors = vectors_of(dataset, name, picture)
        about = (dataset.fingerprint, picture.digest)
        maps, nearest = neighbour_caches.maps_and_neighbours(*about, way, layers[at] if way != WAYS[0] else "", seed, vectors)
        count = max(1, min(NEAREST, int(np.bincount(targets).min()) - 1))  # no more than others of its class
        nearest = [each[:, :count] for each in nearest]
        targets = np.append(targets, -1)
        shares = [same_class_share(each, targets) for each in nearest]
        own = (dataset.fingerprint, layers[at], vectors[layers[at]][:-1], targets[:-1])
        planted = st.session_state.get(PLANTED, 0) if section_of("neighbours") == LABELS else 0
        drawn = check(*own, planted, st.session_state.get(DRAW, FIRST_DRAW)) if planted else None
        wrong, suspects, hits = (drawn[1], drawn[3], drawn[4]) if drawn else ((), (), None)
        place = at if way == WAYS[0] else 0
        sheet = neighbour_caches.tiles_webp(*about, TILE, COLUMNS, [*images, picture.pixels])
        about = {"own": len(images), "on_white": are_on_white(images), "key": "neighbours_map"}
        about |= {"wrong": wrong, "suspects": suspects, "begun": begun()}
        picked = picture_map(sheet, maps[place], nearest[at], targets, dataset.labels, **about)
        st.markdown(
            words(
                "neighbours",
                "share",
                layer=layer.lower(),
                share=shares[at],
                count=count,
                mine=nearest_of(targets, nearest[at], dataset),
            )
        )
    best = int(np.argmax(shares))
    known = {
        "layer": layers[at],
        "at": at,
        "share": shares[at],
        "pixels": shares[0],
        "layer_name": titles[at],
        "best": titles[best].lower(),
        "best_name": titles[best],
        "best_share": shares[best],
    }
    known |= {"good": next(title for title, share in zip(titles, shares, strict=True) if share >= GOOD * max(shares))}
    known |= {"planted": planted, "suspects": len(suspects), "hits": hits}
    known |= {
        "is_mixed": picked is not None
        and targets[picked] >= 0
        and bool((targets[nearest[at][picked]] != targets[picked]).any())
    }
    steps("neighbours", known | {"picked": picked, "way": way, "set": name})
    sections(
        "neighbours",
        {
            "What you saw": lambda: what_you_saw(known, vectors, layers[at]),
            "By hand": lambda: by_hand(vectors[layers[at]], nearest[at], targets, dataset, picked),
            "Layer by layer": lambda: layer_table(shares, vectors, count),
            LABELS: lambda: wrong_labels(images, dataset.labels, own),
            "In code": lambda: code_panel(NEIGHBOURS_CODE, same_class_share, key="neighbours"),
            "Check yourself": lambda: quiz(neighbour_questions(len(images), len(dataset.labels)), key="neighbours"),
            "Summary": lambda: st.markdown(words("neighbours", "summary")),
        },
        asked={PLANTED: LABELS},
    )


def begun():
    """How often a step has begun: the map is as new then, and no picture is picked."""
    if st.session_state.get(_FRESH) is None:
        st.session_state[_FRESH] = True
        desk()[_FRESH] = desk().get(_FRESH, 0) + 1
    return desk()[_FRESH]


def nearest_of(targets, nearest, dataset):
    """The classes of those that are nearest to the learner's picture, in words."""
    return ", ".join(dict.fromkeys(dataset.labels[targets[other]] for other in nearest[-1]))


def what_you_saw(known, vectors, layer):
    st.markdown(words("neighbours", "opening", numbers=vectors[layer].shape[1], pixels=vectors["pixels"].shape[1]))
    told = "finding_pixels" if known["layer"] == "pixels" else "finding"
    st.markdown(words("neighbours", told, pixels=known["pixels"], layer=known["layer_name"].lower(), share=known["share"]))


def by_hand(vectors, nearest, targets, dataset, picked):
    """The distance of one picture to its nearest one, and to one that is far away."""
    from lessons.data.picture_neighbours import scaled

    one = picked if picked is not None else 0
    flat = scaled(vectors)
    far = int(np.argmax(np.square(flat - flat[one]).sum(axis=1)))
    distances = {
        name: float(np.linalg.norm(flat[one] - flat[other])) for name, other in (("near", nearest[one][0]), ("far", far))
    }
    first = [f"{value:.2f}".replace("-", "−") for value in flat[[one, nearest[one][0]], :3].ravel()]
    told = {"numbers": vectors.shape[1], "first": ", ".join(first[:3]), "second": ", ".join(first[3:])}
    st.markdown(words("neighbours", "by_hand", **told, **distances))


def layer_table(shares, vectors, count):
    """How many neighbours have the same class, and how long the vectors are, of each layer."""
    st.markdown(words("neighbours", "layers"))
    rows = [
        {"compared by": title, "numbers": vectors[name].shape[1], f"of the same class, of {count} nearest": f"{share:.0%}"}
        for (name, title), share in zip(REPRESENTATION_NAMES.items(), shares, strict=True)
    ]
    st.table(rows)


when_awake(laboratory, current_picture())
