"""What is seldom changed where one trains in one press: the network, how long, how many are held back, and changed copies."""

import streamlit as st

from lessons.texts import words
from lessons.training.settings import BASES, Augmentation
from lessons.training.suited import suited_settings

MOST_EPOCHS = 60
SMALLER = 160  # pixels at which VGG16 takes about as long as EfficientNet-Lite0 at 224
CHANGES = Augmentation(rotation=15.0, shift=0.1, zoom=0.1)


def quick_choice(dataset, *, key):
    """The controls, and the TrainingSettings that they make.

    Parameters
    ----------
    dataset : lessons.data.datasets.Dataset, or None while there is none
    key : str
    """
    network = st.segmented_control(
        "Pretrained network",
        list(BASES.values()),
        default=BASES["efficientnet_lite0"],
        required=True,
        key=f"{key}_network",
        bind="query-params",
    )
    epochs = st.slider("Epochs", 1, MOST_EPOCHS, 20, key=f"{key}_epochs", bind="query-params")
    held = st.slider("Held back to check it while it learns, in %", 10, 50, 20, 5, key=f"{key}_held_back", bind="query-params")
    changed = st.toggle("Learn from changed copies, too", key=f"{key}_copies", bind="query-params")
    st.caption(words("train", "copies"))
    if dataset is not None:
        st.caption(words("train", "split", learning=len(dataset.train), test=len(dataset.test)))
    name = next(name for name, title in BASES.items() if title == network)
    chosen = {"network": name, "epochs": epochs, "validation_share": held / 100}
    chosen |= {"image_size": SMALLER} if name == "vgg16" else {}
    chosen |= {"augmentation": CHANGES} if changed else {}
    return suited_settings(dataset, **chosen)
