"""The way from a map to the page about one of its units."""

import streamlit as st

from pages.shared.session.network_choice import YOLO, YOLO_TITLE

UNIT = "unit"  # the address's parameter for the page of one unit: layer/channel/network


def unit_link(asked, place):
    """A link to the page about one unit of this map, if it is one of a convolution of a network that the page can ask."""
    is_convolution = "conv" in place.layer or (asked.key == YOLO and place.layer in ("coarse", "fine"))
    if is_convolution and asked.key.split()[0] not in ("imagenet", "brain_mri", "zoo"):
        where = {UNIT: f"{place.layer}/{place.map}/{YOLO_TITLE if asked.key == YOLO else asked.title}"}
        label = "More about one of its units: gradient, receptive field, what excites it"
        st.page_link("pages/networks/unit.py", label=label, icon=":material/my_location:", query_params=where)
