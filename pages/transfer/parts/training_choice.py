"""What is trained and how: the arms, the network, the head, augmentation and fine-tuning, as controls of a page."""

import numpy as np
import streamlit as st

from lessons.figures.pictures import png, side_by_side
from lessons.images.resizing import square
from lessons.texts import counted, words
from lessons.training.settings import (
    ARMS,
    BASES,
    BATCH_NORMS,
    HEADS,
    IMAGE_SIZES,
    MOST_UNFROZEN,
    OPTIMISERS,
    Augmentation,
    TrainingSettings,
)
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import training_caches
from pages.shared.session.picture import digest_of

RATES = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1]
FINE_RATES = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 1e-2]
AMOUNTS = [1, 3, 5, 10, 20, 50, 100, 200, 500, 0]  # pictures a class; 0 is all, and the most
UNITS = [16, 32, 64, 128, 256]
DECAYS = [0.0, 1e-4, 1e-3, 1e-2, 1e-1]
BATCHES = [8, 16, 32, 64, 128]
MOST_EPOCHS, MOST_FINE_EPOCHS, MOST_PATIENCE = 60, 40, 10
MOST_ROTATION = 90  # degrees
PREVIEWED = 6
BOTH = "both, side by side"
_KEYS = {title: key for table in (ARMS, BASES, HEADS, BATCH_NORMS) for key, title in table.items()}


def training_choice(default, *, key, arms=None, ways=None, shown=None, more=None):
    """Let the learner choose one or several arms and how they are trained.

    Parameters
    ----------
    default : TrainingSettings that suit the data set; another one brings its own, where the learner has not said otherwise
    key : str
    arms : keys of ARMS that are chosen at first, that of the default if None
    ways, shown, more : containers for the arms, for how many pictures they get, and for everything else; or None for here

    Returns
    -------
    list of lessons.training.settings.TrainingSettings, one for each arm that is chosen, perhaps empty
    """
    _follow(default, key)
    ways, shown, more = (place or st.container() for place in (ways, shown, more))
    titles = ways.pills(
        "Ways to train, one or several",
        list(ARMS.values()),
        selection_mode="multi",
        default=[ARMS[arm] for arm in arms or [default.arm]],
        key=f"{key}_arms",
        bind="query-params",
        label_visibility="collapsed",
    )
    arms = [arm for arm in ARMS if ARMS[arm] in titles]
    amount = shown.select_slider(
        "Pictures of each class",
        AMOUNTS,
        default.pictures_per_class,
        format_func=lambda amount: str(amount or "all"),
        key=f"{key}_amount",
        bind="query-params",
        width=190,
    )
    with more:
        epochs = st.slider("Epochs", 1, MOST_EPOCHS, default.epochs, key=f"{key}_epochs", bind="query-params", width=190)
        chosen = _more(default, arms, key) | {"pictures_per_class": amount}
        if "fine_tuned" in arms:
            st.caption(words("fine_tune", "more_epochs", more=counted(chosen["fine_epochs"], "more epoch")))
    both = chosen.get("batch_norm") == BOTH
    return [
        TrainingSettings(arm=arm, epochs=epochs, **chosen | ({"batch_norm": kind} if both else {}))
        for arm in arms
        for kind in (BATCH_NORMS if both and arm == "fine_tuned" else [default.batch_norm])
    ]


def _more(default, arms, key):
    """What is seldom changed."""
    network = st.segmented_control(
        "Pretrained network",
        list(BASES.values()),
        default=BASES[default.network],
        required=True,
        key=f"{key}_network",
        bind="query-params",
    )
    first, second = wrapping_row(2)
    with first:
        size = st.select_slider("Image size", list(IMAGE_SIZES), default.image_size, key=f"{key}_size", bind="query-params")
        rate = st.select_slider("Learning rate", RATES, default.learning_rate, key=f"{key}_rate", bind="query-params")
    with second:
        seed = st.number_input("Seed", 0, 2**31 - 1, default.seed, key=f"{key}_seed", bind="query-params", width=150)
    chosen = {
        "network": _KEYS[network],
        "image_size": size,
        "learning_rate": rate,
        "seed": seed,
    }
    chosen |= _fine_tuning(default, _KEYS[network], key) if "fine_tuned" in arms else {}
    chosen |= _head(default, key)
    chosen["augmentation"] = _augmentation(key)
    return chosen


def _follow(default, key):
    """Let network and size, and the pictures, follow what suits the data set while they are what suited the one before."""
    suits = {("network", "size"): (BASES[default.network], default.image_size), ("amount",): (default.pictures_per_class,)}
    before = st.session_state.get(f"{key}_suited", {})
    for names, suited in suits.items():
        widgets = [f"{key}_{name}" for name in names]
        if before.get(names) not in (None, suited) and before[names] == tuple(map(st.session_state.get, widgets)):
            st.session_state.update(zip(widgets, suited, strict=True))
    st.session_state[f"{key}_suited"] = suits


def set_controls(settings, *, key):
    """Move the controls of `training_choice` to these settings, for the next time that they are drawn.

    What its sliders can't say, such as a learning rate of 0.0002, is left where it is; more than a slider has is its end.
    """
    changes = settings.augmentation
    said = {
        "arms": [ARMS[settings.arm]],
        "network": BASES[settings.network],
        "size": settings.image_size,
        "epochs": min(settings.epochs, MOST_EPOCHS),
        "seed": settings.seed,
        "unfrozen": settings.unfrozen,
        "fine_epochs": min(settings.fine_epochs, MOST_FINE_EPOCHS),
        "batch_norm": BATCH_NORMS[settings.batch_norm],
        "head": HEADS[settings.head],
        "dropout": float(settings.dropout),
        "optimiser": settings.optimiser,
        "patience": min(settings.patience, MOST_PATIENCE),
        "rotation": min(round(changes.rotation), MOST_ROTATION),
        "flip": changes.flip,
        "variants": changes.variants,
    }
    said |= {name: float(getattr(changes, name)) for name in ("shift", "shear", "zoom", "brightness")}
    chosen = {
        "rate": (settings.learning_rate, RATES),
        "amount": (settings.pictures_per_class, AMOUNTS),
        "fine_rate": (settings.fine_rate, FINE_RATES),
        "units": (settings.units, UNITS),
        "l2": (settings.l2, DECAYS),
        "batch": (settings.batch_size, BATCHES),
    }
    said |= {name: value for name, (value, options) in chosen.items() if value in options}
    st.session_state.update({f"{key}_{name}": value for name, value in said.items()})
    st.session_state.pop(f"{key}_suited", None)  # these were chosen, whatever they are


def preview(dataset, augmentation, size, seed):
    """A few pictures to learn from, and below them what augmentation makes of them."""
    if not augmentation.active:
        st.caption(words("fine_tune", "no_augmentation"))
        return
    places = np.linspace(0, len(dataset.train) - 1, PREVIEWED).astype(int)
    pictures = np.stack([square(dataset.train.images[place], size) for place in places])
    seeds = (1000 * seed + number for number in range(2))
    digest = digest_of(pictures)
    rows = [pictures, *(training_caches.augmented_pictures(digest, augmentation, each, pictures) for each in seeds)]
    captions = ("Pictures to learn from", "What augmentation makes of them, once", "And once more")
    for row, caption in zip(rows, captions, strict=True):
        st.image(png(side_by_side([square(picture, 96) for picture in row])), caption=caption, alt=caption)


def _fine_tuning(default, network, key):
    with st.container(border=True):
        st.markdown("**Fine-tuning**, after the head")
        first, second, third = wrapping_row(3)
        chosen = {
            "unfrozen": first.slider(
                "Last convolutions that learn", 1, MOST_UNFROZEN, default.unfrozen, key=f"{key}_unfrozen", bind="query-params"
            ),
            "fine_epochs": second.slider(
                "More epochs", 1, MOST_FINE_EPOCHS, default.fine_epochs, key=f"{key}_fine_epochs", bind="query-params"
            ),
            "fine_rate": third.select_slider(
                "Their learning rate", FINE_RATES, default.fine_rate, key=f"{key}_fine_rate", bind="query-params"
            ),
        }
        if network == "efficientnet_lite0":
            title = st.segmented_control(
                "Batch normalisation in these layers",
                [*BATCH_NORMS.values(), BOTH],
                default=BATCH_NORMS[default.batch_norm],
                required=True,
                key=f"{key}_batch_norm",
                bind="query-params",
            )
            chosen["batch_norm"] = _KEYS.get(title, BOTH)
            st.caption(words("fine_tune", "batch_norm"))
    return chosen


def _head(default, key):
    with st.expander("Head, optimiser, regularisation", icon=":material/tune:"):
        first, second, third = wrapping_row(3)
        with first:
            head = st.segmented_control(
                "The last maps become a vector by",
                list(HEADS.values()),
                default=HEADS[default.head],
                required=True,
                key=f"{key}_head",
                bind="query-params",
            )
            units = st.select_slider("Units of the hidden layer", UNITS, default.units, key=f"{key}_units", bind="query-params")
        with second:
            dropout = st.slider("Dropout", 0.0, 0.9, default.dropout, 0.1, key=f"{key}_dropout", bind="query-params")
            decay = st.select_slider("L2 penalty", DECAYS, default.l2, key=f"{key}_l2", bind="query-params")
        with third:
            optimiser = st.segmented_control(
                "Optimiser",
                list(OPTIMISERS),
                default=default.optimiser,
                required=True,
                key=f"{key}_optimiser",
                bind="query-params",
            )
            batch = st.select_slider("Pictures per batch", BATCHES, default.batch_size, key=f"{key}_batch", bind="query-params")
            patience = st.slider(
                "Early stopping: patience in epochs (0: off)",
                0,
                MOST_PATIENCE,
                default.patience,
                key=f"{key}_patience",
                bind="query-params",
            )
        mixed = _mixed_precision(key)
        st.caption(words("fine_tune", "regularisation"))
    return {
        "head": _KEYS[head],
        "units": units,
        "dropout": dropout,
        "l2": decay,
        "optimiser": optimiser,
        "batch_size": batch,
        "patience": patience,
        "mixed_precision": mixed,
    }


def _mixed_precision(key):
    from lessons.nets.device import device_name

    on_gpu = (device_name() or "").startswith("GPU")
    wanted = st.checkbox(
        "Mixed precision: compute in float16 where that is safe. Only worth it on a GPU.",
        disabled=not on_gpu,
        key=f"{key}_mixed",
    )
    return wanted and on_gpu


def _augmentation(key):
    with st.expander("Augmentation", icon=":material/auto_fix_high:"):
        first, second, third = wrapping_row(3)
        with first:
            rotation = st.slider(
                "Rotation, degrees either way", 0, MOST_ROTATION, 0, 5, key=f"{key}_rotation", bind="query-params"
            )
            shift = st.slider("Shift, share of the size", 0.0, 0.5, 0.0, 0.05, key=f"{key}_shift", bind="query-params")
        with second:
            shear = st.slider("Shear, share of the width", 0.0, 0.5, 0.0, 0.05, key=f"{key}_shear", bind="query-params")
            zoom = st.slider("Zoom, share of the size", 0.0, 0.5, 0.0, 0.05, key=f"{key}_zoom", bind="query-params")
        with third:
            brightness = st.slider("Brightness", 0.0, 0.5, 0.0, 0.05, key=f"{key}_brightness", bind="query-params")
            variants = st.slider("Variants of each picture", 1, 8, 4, key=f"{key}_variants", bind="query-params")
            flip = st.checkbox("Flip left and right", key=f"{key}_flip", bind="query-params")
        st.caption(words("fine_tune", "augmentation"))
    return Augmentation(
        rotation=float(rotation),
        shift=shift,
        shear=shear,
        zoom=zoom,
        flip=flip,
        brightness=brightness,
        variants=variants,
    )
