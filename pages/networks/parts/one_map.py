"""One map of VGG16, or of a network that begins with it: over the learner's picture, as numbers, and for other pictures."""

import streamlit as st

from lessons.figures.charts import map_finding, map_values
from lessons.figures.pictures import magnified, overlay
from lessons.images.samples import SAMPLES
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.session import caches

UNIT = "unit"  # the address's parameter for the page of one unit: layer/channel/network
FEW = 14  # rows: the values of a larger map are many to send, so they come when they are asked for
SHOWN = 224  # pixels that a smaller picture is magnified to


def one_map(asked, picture, layer, index, values):
    """Show one map over the picture, as numbers, and for other pictures; and lead to the sums behind it.

    Parameters
    ----------
    asked : pages.shared.session.network_choice.Asked
    picture : pages.shared.session.state.Picture
    layer : str, a layer of it
    index : int, the map's channel
    values : float32 array of shape (rows, columns), the map
    """
    st.subheader(f"Map {index} of {layer}")
    over, numbers = st.columns(2, gap="large")
    with over:
        opacity = st.slider("Map over picture", 0, 100, 60, format="%d %%", key="vgg16_opacity")
        shown = caches.square_picture(picture.digest, asked.size, picture.pixels)
        over_it = overlay(magnified(shown, SHOWN), values, opacity=opacity / 100)
        light_picture(over_it, width="stretch", alt=f"Map {index} over the picture")
        magnitude_legend(float(values.max()))
    with numbers:
        st.markdown(map_finding(values))
        label = "Every value, to point at"
        every = st.expander(label, expanded=len(values) <= FEW, icon=":material/grid_on:", key="vgg16_every", on_change="rerun")
        if every.open:
            with every:
                show_chart(map_values(values, None), key="vgg16_values")
        if "conv" in layer:
            label = "See the sum behind one of its cells"
            place = {UNIT: f"{layer}/{index}/{asked.title}"}
            st.page_link("pages/networks/unit.py", label=label, icon=":material/my_location:", query_params=place)
    _compare(asked, layer, index, float(values.max()))


def _compare(asked, layer, index, limit):
    """The same map for other pictures."""
    titles = {name: sample.title for name, sample in SAMPLES.items()}
    others = st.multiselect(
        "The same map for other pictures", list(titles), max_selections=4, format_func=titles.get, key="vgg16_others"
    )
    for column, name in zip(st.columns(4, gap="medium"), others, strict=False):
        other = caches.sample_map(asked.key, name, layer, index, asked.model)
        sample = caches.bundled_picture(name)
        shown = magnified(caches.square_picture(sample.digest, asked.size, sample.pixels), SHOWN)
        caption = f"{titles[name]}: at most {other.max():.4g}, here {limit:.4g}"
        with column:
            over_it = overlay(shown, other, opacity=0.6)
            light_picture(over_it, width="stretch", caption=caption, alt=f"Map {index} of {titles[name]}")
