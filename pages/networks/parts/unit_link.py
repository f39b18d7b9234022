"""The way from a map to the page about one of its units."""

import streamlit as st

UNIT = "unit"  # the address's parameter for the page of one unit: layer/channel/network


def unit_link(asked, place):
    """A link to the page about one unit of this map, if it is one of a convolution of a network that grew from VGG16."""
    if "conv" in place.layer and asked.key.split()[0] not in ("imagenet", "brain_mri", "zoo", "yolo"):
        where = {UNIT: f"{place.layer}/{place.map}/{asked.title}"}
        label = "More about one of its units: gradient, receptive field, what excites it"
        st.page_link("pages/networks/unit.py", label=label, icon=":material/my_location:", query_params=where)
