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
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.network_choice import when_awake
from pages.shared.session.state import current_job, current_picture

STEPS = 64
DREAM_STEPS = 30
BUNDLED = "vgg16"  # how caches call the network that comes along
SHOWN = 384  # pixels: how large a drawing is shown


def show(sketch):
    """A drawing so far."""
    live_picture(png(magnified(sketch.picture, SHOWN)), width=SHOWN, alt=f"The drawing after {len(sketch.scores)} steps")


def show_live(step):
    show(step.sketch)


def choose():
    """The layer, the channel, the seed."""
    layers = [layer.name for layer in caches.small_vgg16().layers if layer.name.startswith("block")]
    first, second, third = wrapping_row(3)
    layer = first.select_slider("Layer", layers, "block3_conv3", key="visualise_layer", bind="query-params")
    most = caches.small_vgg16().get_layer(layer).output.shape[-1] - 1
    if st.session_state.get("visualise_channel", 0) > most:
        st.session_state.visualise_channel = most
    channel = second.number_input(f"Map, 0 to {most}", 0, most, 20, key="visualise_channel", bind="query-params")
    seed = third.number_input("Seed", 0, 9999, 0, key="visualise_seed", bind="query-params")
    return layer, int(channel), int(seed)


def draw(layer, channel, seed):
    from lessons.nets.travelling import TravellingNetwork, with_network
    from lessons.nets.visualising import maximise, starting_noise

    st.markdown(words("visualise", "how", steps=STEPS, seed=seed))
    if st.button("Draw it", type="primary", icon=":material/brush:", key="visualise_draw"):
        network = TravellingNetwork(caches.small_vgg16())
        start_job(with_network, maximise, network, layer, channel, steps=STEPS, seed=seed, key="visualise")
    drawn, real = st.columns(2, gap="large")
    with drawn:
        result = watch_job(key="visualise", live=show_live)
        if result is not None and result.scores:
            st.subheader(f"Drawn for {result.what}")
            show(result)
            st.markdown(words("visualise", "result", first=result.scores[0], last=result.scores[-1]))
            data = png(result.picture)
            st.download_button("Download", data, "drawing.png", "image/png", icon=":material/download:", on_click="ignore")
        elif current_job("visualise") is None:
            st.subheader("Where it begins")
            noise = starting_noise(caches.small_vgg16(), seed)
            light_picture(magnified(noise, SHOWN), width=SHOWN, alt="Grey noise, which the drawing begins with")
            st.markdown(words("visualise", "start", seed=seed))
    with real:
        st.subheader(f"What excites map {channel} of {layer}")
        patches = caches.patches(BUNDLED, layer, channel, caches.vgg16(), caches.sample_peaks())
        with st.container(horizontal=True, gap="small"):
            for patch in patches:
                told = f"{patch.name}: {patch.value:.4g}"
                light_picture(magnified(patch.pixels, 120), width=120, caption=told, alt=patch.name)
        st.markdown(words("visualise", "beside") if patches else words("unit", "no_patches"))


def deep_dream(layer, seed):
    from lessons.nets.travelling import TravellingNetwork, with_network
    from lessons.nets.visualising import dream

    st.header("DeepDream")
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


def lesson():
    with st.spinner("Asking VGG16 about the bundled pictures", show_time=True):
        caches.small_vgg16()
        caches.sample_peaks()
    st.header("The first layer, as it is")
    kernels = caches.small_vgg16().get_layer("block1_conv1").kernel.numpy()[:, :, ::-1]  # its channels are blue, green, red
    st.image(png(filter_sheet(kernels).image), width="stretch", alt="The 64 filters of VGG16's first layer: edges and colours")
    st.markdown(words("visualise", "first_layer"))
    st.header("Any other layer, drawn")
    chosen = choose()
    draw(*chosen)
    deep_dream(chosen[0], chosen[2])
    st.header("The same in code")
    code_panel(maximise_code(chosen[0], chosen[1], steps=STEPS, seed=chosen[2]), key="visualise")
    st.header("Check yourself")
    convolution = chosen[0] if "conv" in chosen[0] else "block1_conv2"
    quiz(visualise_questions(caches.small_vgg16().get_layer(convolution).kernel, layer=convolution), key="visualise")


st.markdown(words("visualise", "opening"))
when_awake(lesson)
st.header("Summary")
st.markdown(words("visualise", "summary"))
