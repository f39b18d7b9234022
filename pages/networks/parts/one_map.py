"""One map of VGG16, or of a network that begins with it: over the learner's picture, as numbers, and for other pictures."""

import streamlit as st

from lessons.figures.charts import map_values
from lessons.figures.pictures import magnified, overlay, png
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.session import caches

UNIT = "unit"  # the address's parameter for the page of one unit: layer/channel/network
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
        shown = square(picture.pixels, asked.size)
        st.image(
            png(overlay(magnified(shown, SHOWN), values, opacity=opacity / 100)),
            width="stretch",
            alt=f"Map {index} over the picture",
        )
        magnitude_legend(float(values.max()))
    with numbers:
        finding = show_chart(map_values(values, None), key="vgg16_values")
        st.markdown(finding)
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
        other = caches.sample_maps(asked.key, name, asked.model)[layer][:, :, index]
        shown = square(SAMPLES[name].load(), asked.size)
        caption = f"{titles[name]}: at most {other.max():.4g}, here {limit:.4g}"
        column.image(
            png(overlay(magnified(shown, SHOWN), other, opacity=0.6)),
            width="stretch",
            caption=caption,
            alt=f"Map {index} of {titles[name]}",
        )
