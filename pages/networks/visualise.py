"""What a filter looks for: pictures that are drawn by a network, live, beside real places that excite it."""

from pathlib import Path

import streamlit as st

from lessons.figures.climbing import climbing_bars
from lessons.figures.photo_places import photo_places
from lessons.figures.pictures import filter_sheet, png
from lessons.nets.finished_drawings import finished_drawings
from lessons.texts import figure, words
from lessons.texts.layer_words import layer_in_words
from lessons.texts.network_snippets import maximise_code
from lessons.texts.questions.visualise import visualise_questions
from pages.networks.parts.drawing_wish import STEPS, Wish, drawings
from pages.networks.parts.layer_slider import layer_slider
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.live_picture import live_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches, map_caches
from pages.shared.session.job_panel import REFRESH, is_training, start_job, watch_job
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_picture

BUNDLED = "vgg16"  # how caches call the network that comes along
SHOWN, LARGE = 270, 284  # pixels: how large a drawing is shown, and a dream and the picture that it came from
SMALL, PLACE = 100, 116  # pixels of one that was drawn before, and of a place in a photo
NOISE, PICTURE = "Noise", "Your picture"
BESIDE = 3  # drawings that are shown of those before


def choose(places):
    """What the controls ask for: a Wish. And the place of the button."""
    first, second, third, button, more = places
    begins = first.segmented_control(
        "Begin with", [NOISE, PICTURE], default=NOISE, required=True, key="visualise_start", bind="query-params"
    )
    layers = [layer.name for layer in caches.small_vgg16().layers if layer.name.startswith("block")]
    layer = layer_slider(second, "Layer", layers, "block3_conv3", key="visualise_layer", width=300)
    most = caches.small_vgg16().get_layer(layer).output.shape[-1] - 1
    if st.session_state.get("visualise_channel", 0) > most:
        st.session_state.visualise_channel = most
    channel = only_where(begins == NOISE, third, "visualise_channel").number_input(
        f"Map, 0 to {most}", 0, most, 20, key="visualise_channel", bind="query-params", width=150
    )
    seed = more.number_input("Seed", 0, 9999, 0, key="visualise_seed", bind="query-params")
    wish = Wish(layer, int(channel), int(seed), None if begins == NOISE else current_picture())
    draw_button(button, wish)
    return wish


def draw_button(place, wish):
    from lessons.nets.travelling import TravellingNetwork, with_network
    from lessons.nets.visualising import dream, maximise

    words_on_it, icon = ("Draw it", "brush") if wish.picture is None else ("Dream it", "bedtime")
    key = "visualise_draw" if wish.picture is None else "visualise_dream"
    if place.button(words_on_it, type="primary", icon=f":material/{icon}:", key=key, disabled=is_training(wish.job)):
        drawings()  # what another job has drawn is taken before a new one takes its place
        network, how = TravellingNetwork(caches.small_vgg16()), {"steps": wish.steps, "seed": wish.seed, "key": wish.job}
        if wish.picture is None:
            start_job(with_network, maximise, network, wish.layer, wish.channel, **how)
        else:
            start_job(with_network, dream, network, wish.picture.pixels, wish.layer, **how)
        wish.note()
        if is_training(wish.job):
            st.rerun()  # with a button that can't be pressed again meanwhile


def titled(heading):
    st.html(f'<div style="font-size: 15px; line-height: 20px; font-weight: 600;">{heading}</div>')


def side_of(wish):
    return SHOWN if wish.picture is None else LARGE


def drawing(wish):
    """What is drawn, in the place of what it begins with."""
    sketch = wish.sketch
    heading, alt = BEGINS[wish.job]
    if sketch:
        heading = "What this filter looks for" if wish.picture is None else "What the layer makes of it"
        alt = f"The drawing after {len(sketch.scores)} steps"
    with st.container(gap="xsmall"):
        titled(heading)
        live_picture(png(sketch.picture if sketch else wish.start()), width=side_of(wish), alt=alt)
        with st.container(horizontal=True, vertical_alignment="center", width=side_of(wish)):
            st.caption(wish.name.capitalize(), width="stretch")
            if sketch and not wish.is_on:
                data, name = png(sketch.picture), "drawing.png" if wish.picture is None else "dream.png"
                st.download_button(
                    "Download", data, name, "image/png", type="tertiary", on_click="ignore", key=f"{wish.job}_png"
                )


BEGINS = {
    "visualise": ("Noise: each pixel by chance", "Grey noise, which the drawing begins with"),
    "dream": ("It begins with your picture", "Your picture, which the drawing begins with"),
}


def growth(wish):
    """How the answer grows."""
    sketch = wish.sketch
    title = "How strongly the filter answers" if wish.picture is None else "How strongly the layer answers"
    with st.container(gap="xsmall"):
        st.html(climbing_bars(sketch.scores if sketch else (), wish.steps, title=title, spell=figure)[0])
        if not sketch and not wish.is_on:
            st.caption(words("visualise", f"start {wish.job}", steps=wish.steps))


def following(show, wish):
    """Show it, again and again while it is being drawn: in one place, so that nothing moves when that begins or ends."""
    st.fragment(show, run_every=REFRESH if wish.is_on else None)(wish)


def beside(wish):
    """How far the drawing is, what came of it, and what was drawn before."""
    following(growth, wish)
    if is_training(wish.job) and not wish.is_on:
        st.caption(words("visualise", "another"))
    watch_job(key=wish.job, stopped=words("visualise", "stopped"))
    sketch = None if wish.is_on else wish.sketch
    if sketch:
        about = {"first": figure(sketch.scores[0]), "last": figure(sketch.scores[-1])}
        about["times"] = figure(sketch.scores[-1] / max(sketch.scores[0], 1e-9))
        st.caption(words("visualise", f"result {wish.job}", **about))
    if not is_training(wish.job):
        others = before(wish)
        shown = [(picture, f"{block_in_words(key[0])}, {told_map(key)}") for key, picture in others]
        with st.container(key="visualise_small_before", gap="xsmall"):
            titled("Drawn before" if any(key in drawings() for key, _ in others) else "Drawn for this page, of other filters")
            st.html(photo_places(shown, side=SMALL, finding="What was drawn before"))


def before(wish):
    """[(what was asked for, picture)]: what else the learner drew, the latest first, then what is kept for everybody."""
    mine = [(key, made.picture) for key, made in reversed(drawings().items()) if key != wish.key]
    return [*mine, *finished_drawings().items()][:BESIDE]


def block_in_words(layer):
    return layer_in_words(layer).split(",")[0].capitalize()


def told_map(key):
    return f"map {key[1]}" if isinstance(key[1], int) else "a dream"


def real_places(wish):
    """What of the bundled pictures excites the filter most; or the learner's picture as it was."""
    if wish.picture:
        titled("Your picture, as it was")
        live_picture(png(wish.start()), width=LARGE, alt=wish.picture.description)
        return
    titled("Where it answers most in real photos")
    patches = map_caches.patches(BUNDLED, wish.layer, wish.channel, caches.vgg16(), map_caches.sample_peaks())
    shown = [(patch.pixels, patch.name) for patch in patches]
    finding = f"Places in photos that excite map {wish.channel} of {layer_in_words(wish.layer)} most"
    with st.container(key="visualise_small_photos"):
        st.html(photo_places(shown, side=PLACE, finding=finding))
    st.caption(words("visualise", "photos") if patches else words("unit", "no_patches"))


@st.fragment
def laboratory():
    with st.container(key="visualise_stage"):
        stage = st.container()
    wish = choose(stage_controls(4))
    widths = [SHOWN + 40, 360, 3 * PLACE + 60] if wish.picture is None else [LARGE + 20, LARGE + 20, 420]
    drawn, second, third = (column.container(gap="xsmall") for column in stage.columns(widths, gap="large"))
    between, real = (second, third) if wish.picture is None else (third, second)  # a dream lies beside what it came from
    with drawn:
        following(drawing, wish)
    with between:
        beside(wish)
    with real:
        real_places(wish)
    made = [key for key in drawings() if isinstance(key[1], int)]
    known = {"wish": wish.key, "drawn": wish.sketch is not None and not wish.is_on, "is_dream": wish.picture is not None}
    steps("visualise", known | {"layer": wish.layer, "layers": {key[0] for key in made}})
    convolution = wish.layer if "conv" in wish.layer else "block1_conv2"
    kernel = caches.small_vgg16().get_layer(convolution).kernel
    code = maximise_code(wish.layer, wish.channel, steps=STEPS, seed=wish.seed)
    sections(
        "visualise",
        {
            "What you saw": lambda: what_you_saw(wish),
            "The first layer": first_layer,
            "In code": lambda: code_panel(code, key="visualise"),
            "Check yourself": lambda: quiz(visualise_questions(kernel, layer=layer_in_words(convolution)), key="visualise"),
            "Summary": lambda: st.markdown(words("visualise", "summary")),
        },
    )


def what_you_saw(wish):
    how = words("visualise", "how", steps=STEPS, seed=wish.seed)
    told = [words("visualise", "opening"), how, words("visualise", "beside"), words("visualise", "dream")]
    st.markdown("\n\n".join(told))


def first_layer():
    kernels = caches.small_vgg16().get_layer("block1_conv1").kernel.numpy()[:, :, ::-1]  # its channels are blue, green, red
    st.image(png(filter_sheet(kernels).image), width="stretch", alt="The 64 filters of VGG16's first layer: edges and colours")
    st.markdown(words("visualise", "first_layer"))


def lesson():
    with st.spinner("Asking VGG16 about the bundled pictures", show_time=True):
        caches.small_vgg16()
        map_caches.sample_peaks()
    laboratory()


st.html(Path(__file__).with_suffix(".css"))
when_awake(lesson)
