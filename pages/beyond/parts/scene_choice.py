"""How hard generated scenes are: the learner's controls, and some of the scenes that come out."""

import streamlit as st

from lessons.data.generated_shapes import SHAPES
from lessons.figures.box_outlines import TRUTH, Frames, framed, sheet_of
from lessons.figures.pictures import webp
from lessons.finding.scenes import SCENE_SIZES, SPACINGS, SceneSettings, draw_scenes
from pages.shared.lesson.light_picture import light_bytes
from pages.shared.lesson.wrapping_row import wrapping_row

_SHOWN = 6
_SIDE, _QUALITY = 208, 40  # of their sheet: strong noise is as good to see with it, and takes 125 kB instead of 290


def scene_choice(default, *, key, most=None):
    """Let the learner set how hard scenes are.

    Parameters
    ----------
    default : lessons.finding.scenes.SceneSettings to begin with
    key : str, the page's slug
    most : int, most objects that the learner can ask for; None to leave their number as it is

    Returns
    -------
    SceneSettings, or None where the choice can't be drawn; a sentence then says why
    """
    shapes = st.pills(
        "Shapes", list(SHAPES), selection_mode="multi", default=list(default.classes), key=f"{key}_shapes", bind="query-params"
    )
    fewest, up_to, spacing = default.fewest, default.most, default.spacing
    if most is not None:
        first, second = wrapping_row(2)
        fewest, up_to = first.slider("Objects", 1, most, (fewest, up_to), key=f"{key}_objects", bind="query-params")
        ways = list(SPACINGS)
        told = "; ".join(f"*{name}*: {meaning}" for name, meaning in SPACINGS.items())
        spacing = second.selectbox("They lie", ways, ways.index(spacing), key=f"{key}_spacing", help=told, bind="query-params")
    with st.expander("More about the scenes"):
        first, second, third, fourth = wrapping_row(4)
    sizes, turn, percent = list(SCENE_SIZES[:3]), int(default.rotation), round(default.texture * 100)
    size = first.select_slider("Pixels of a side", sizes, default.size, key=f"{key}_size", bind="query-params")
    noise = second.slider("Noise", 0, 40, int(default.noise), key=f"{key}_noise", bind="query-params")
    texture = third.slider("Texture", 0, 100, percent, format="%d %%", key=f"{key}_texture", bind="query-params")
    rotation = fourth.slider("Turned by up to", 0, 180, turn, format="%d°", key=f"{key}_turn", bind="query-params")
    if not shapes:
        st.info("Choose at least one shape above.", icon=":material/touch_app:")
        return None
    return SceneSettings(
        size=size,
        fewest=fewest,
        most=up_to,
        classes=tuple(shapes),
        smallest=default.smallest,
        largest=default.largest,
        noise=float(noise),
        texture=texture / 100,
        rotation=float(rotation),
        spacing=spacing,
        sketches=default.sketches,
    )


def show_scenes(settings, seed):
    """Some scenes of these settings with their true boxes."""
    scenes = draw_scenes(settings, _SHOWN, seed)
    light_bytes(
        webp(sheet_of([framed(scene.image, Frames(scene.boxes, TRUTH), side=_SIDE) for scene in scenes]), quality=_QUALITY),
        width="stretch",
        caption="Six of the scenes, with the true boxes in white",
        alt=f"Six scenes: {'; '.join(told(scene, settings) for scene in scenes)}",
    )


def told(scene, settings):
    """The objects of a scene in words."""
    return ", ".join(f"a {settings.classes[target]}" for target in scene.targets)
