"""Looking inside a network that was just trained: its filters and maps, epoch by epoch."""

import numpy as np
import streamlit as st

from lessons.figures.pictures import filter_sheet, magnified, png
from lessons.images.resizing import square
from lessons.training.records import at_epoch
from pages.shared.components.maps_of_layer import show_maps
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.live_picture import live_picture

WIDTH = 640  # of a sheet of filters


def epochs_inside(result, *, key):
    """A scrubber through the epochs: the first layer's filters, and the maps of the watched picture."""
    st.fragment(_epochs)(result.records, result.labels, key)


def first_filters(record):
    """The filters of the first convolution as colours, if there is one."""
    if record.kernels is None:
        st.markdown("This network has no convolution, so it has no filters to look at.")
    else:
        count = record.kernels.shape[3]
        filters = png(filter_sheet(record.kernels).image)
        live_picture(filters, width=WIDTH, alt=f"The {count} filters after epoch {record.epoch}")


def _epochs(records, labels, key):
    epoch = scrubber("After epoch", [record.epoch for record in records], start=records[-1].epoch, key=f"{key}_epoch")
    record = at_epoch(records, epoch)
    if len(records) <= records[-1].epoch:
        st.caption(
            f"Of {records[-1].epoch + 1} states {len(records)} were kept, evenly spread: all would take too much memory."
        )
    st.markdown("**Filters of the first layer**")
    first_filters(record)
    if record.maps:
        st.markdown("**Maps of your picture**")
        layer = st.segmented_control(
            "Layer", list(record.maps), default=next(iter(record.maps)), required=True, key=f"{key}_layer"
        )
        show_maps(record.maps[layer].astype(np.float32), f"the maps of {layer} after epoch {epoch}", key=f"{key}_frame_wall")
    best = int(record.probabilities.argmax())
    st.markdown(f"After epoch {epoch} it calls your picture **{labels[best]}**, with {record.probabilities[best]:.0%}.")


def maps_of(result, image, *, key):
    """The maps that the trained network makes of a picture, in the layer of choice."""
    from lessons.nets.probing import feature_maps, map_layers

    shown = square(image, result.settings.image_size)
    st.image(png(magnified(shown, 160)), caption="What the network is shown", alt="The picture at the network's input size")
    layers = map_layers(result.model)
    if layers:
        layer = st.segmented_control("Its maps in", layers, default=layers[0], required=True, key=f"{key}_asked_layer")
        maps = feature_maps(result.model, image, layers=[layer])[layer]
        show_maps(maps, f"the maps of {layer} for this picture", key=f"{key}_asked_wall")
