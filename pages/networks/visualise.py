"""What a filter looks for: pictures that are drawn by a network, live, beside real places that excite it."""

import streamlit as st

from lessons.figures.pictures import filter_sheet, magnified, png
from lessons.texts import words
from lessons.texts.questions.visualise import visualise_questions
from lessons.texts.snippets import maximise_code
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.live_picture import live_picture
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches, map_caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_job, current_picture

STEPS = 64
DREAM_STEPS = 30
BUNDLED = "vgg16"  # how caches call the network that comes along
SHOWN = 300  # pixels: how large a drawing is shown


def show(sketch):
    """A drawing so far."""
    live_picture(png(magnified(sketch.picture, SHOWN)), width=SHOWN, alt=f"The drawing after {len(sketch.scores)} steps")


def show_live(step):
    show(step.sketch)


def choose(places):
    """The layer, the channel, the seed."""
    layers = [layer.name for layer in caches.small_vgg16().layers if layer.name.startswith("block")]
    first, second, more = places
    layer = first.select_slider("Layer", layers, "block3_conv3", key="visualise_layer", bind="query-params", width=320)
    most = caches.small_vgg16().get_layer(layer).output.shape[-1] - 1
    if st.session_state.get("visualise_channel", 0) > most:
        st.session_state.visualise_channel = most
    channel = second.number_input(f"Map, 0 to {most}", 0, most, 20, key="visualise_channel", bind="query-params", width=150)
    seed = more.number_input("Seed", 0, 9999, 0, key="visualise_seed", bind="query-params")
    return layer, int(channel), int(seed)


def draw_button(place, layer, channel, seed):
    from lessons.nets.travelling import TravellingNetwork, with_network
    from lessons.nets.visualising import maximise

    if place.button("Draw it", type="primary", icon=":material/brush:", key="visualise_draw"):
        network = TravellingNetwork(caches.small_vgg16())
        start_job(with_network, maximise, network, layer, channel, steps=STEPS, seed=seed, key="visualise")


def drawing(seed):
    """The drawing, while it is made and afterwards, or the noise that it begins with. Returns what was drawn, or None."""
    from lessons.nets.visualising import starting_noise

    result = watch_job(key="visualise", live=show_live)
    if result is not None and result.scores:
        st.markdown(f"**Drawn for {result.what}**")
        show(result)
        st.markdown(words("visualise", "result", first=result.scores[0], last=result.scores[-1]))
        data = png(result.picture)
        st.download_button("Download", data, "drawing.png", "image/png", icon=":material/download:", on_click="ignore")
        return result
    if current_job("visualise") is None:
        st.markdown("**Where it begins**")
        noise = starting_noise(caches.small_vgg16(), seed)
        light_picture(magnified(noise, SHOWN), width=SHOWN, alt="Grey noise, which the drawing begins with")
    return None


def real_places(layer, channel):
    """What of the bundled pictures excites the filter most."""
    st.markdown(f"**What excites map {channel} of {layer}**")
    patches = map_caches.patches(BUNDLED, layer, channel, caches.vgg16(), map_caches.sample_peaks())
    with st.container(horizontal=True, gap="small"):
        for patch in patches:
            told = f"{patch.name}: {patch.value:.4g}"
            light_picture(magnified(patch.pixels, 120), width=120, caption=told, alt=patch.name)
    if not patches:
        st.markdown(words("unit", "no_patches"))


def deep_dream(layer, seed):
    from lessons.nets.travelling import TravellingNetwork, with_network
    from lessons.nets.visualising import dream

    st.markdown(words("visualise", "dream"))
    picture = current_picture()
    if st.button(f"Dream of your picture with {layer}", icon=":material/bedtime:", key="visualise_dream"):
        network = TravellingNetwork(caches.small_vgg16())
        start_job(with_network, dream, network, picture.pixels, layer, steps=DREAM_STEPS, seed=seed, key="dream")
        desk()["visualise_dreamt"] = picture.digest
    result = watch_job(key="dream", live=show_live)
    if result is not None:
        if desk()["visualise_dreamt"] != picture.digest:
            st.caption("Dreamt of the picture that you had before.")
        show(result)
        data = png(result.picture)
        st.download_button(
            "Download", data, "dream.png", "image/png", icon=":material/download:", on_click="ignore", key="dream_png"
        )


@st.fragment
def laboratory():
    drawn, real = st.columns(2, gap="large")
    first, second, button, more = stage_controls(3)
    layer, channel, seed = choose((first, second, more))
    draw_button(button, layer, channel, seed)
    with drawn:
        result = drawing(seed)
    with real:
        real_places(layer, channel)
    steps("visualise", {"layer": layer, "drawn": result.what if result else None, "section": section_of("visualise")})
    convolution = layer if "conv" in layer else "block1_conv2"
    kernel = caches.small_vgg16().get_layer(convolution).kernel
    sections(
        "visualise",
        {
            "What you saw": lambda: what_you_saw(seed),
            "The first layer": first_layer,
            "DeepDream": lambda: deep_dream(layer, seed),
            "In code": lambda: code_panel(maximise_code(layer, channel, steps=STEPS, seed=seed), key="visualise"),
            "Check yourself": lambda: quiz(visualise_questions(kernel, layer=convolution), key="visualise"),
            "Summary": lambda: st.markdown(words("visualise", "summary")),
        },
    )


def what_you_saw(seed):
    how = words("visualise", "how", steps=STEPS, seed=seed)
    told = [words("visualise", "opening"), words("visualise", "start", seed=seed), how, words("visualise", "beside")]
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


when_awake(lesson)
