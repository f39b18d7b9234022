"""Fine-tune: a new head on a frozen network, trained live, judged on a test set, and asked about the learner's picture."""

import streamlit as st

from lessons.figures.charts import confusion_chart, label_bars
from lessons.figures.pictures import magnified, png
from lessons.images.resizing import square
from lessons.texts import words
from lessons.training.settings import BASES, IMAGE_SIZES, TrainingSettings
from pages.widgets.chart import show_chart
from pages.widgets.dataset_choice import dataset_choice
from pages.widgets.state import current_picture
from pages.widgets.training_panel import ask, curves, device, fine_tuning, start_job, take_home, watch_job

SETS = ["textures", "faces", "digits", "drawings"]


def judge(result):
    st.header("How good is it?")
    report, used = result.test_report, result.settings
    ended = f"stopped in epoch {len(result.history)} of {used.epochs}" if result.stopped else f"{used.epochs} epochs"
    st.markdown(
        f"{BASES[used.base]}, frozen, with a new head: {ended} at {used.image_size} × {used.image_size}, seed {used.seed}, "
        f"in {result.seconds:.1f} s on {result.device}."
    )
    curves(result.history, used.epochs, key="fine_tune_curves")
    right = round(report.accuracy * len(report.probabilities))
    st.metric(
        "Test accuracy", f"{report.accuracy:.1%}", help=f"{right} of {len(report.probabilities)} pictures that it never saw"
    )
    finding = show_chart(confusion_chart(report, result.labels), key="fine_tune_confusion")
    st.markdown(f"{finding} {words('fine_tune', 'test')}")


def ask_about_picture(result):
    st.header("Ask it about your picture")
    picture = current_picture()
    seen, said = st.columns([1, 2], gap="large")
    with seen:
        shown = square(picture.pixels, result.settings.image_size)
        st.image(png(magnified(shown)), width="stretch", caption="What the model is shown", alt=picture.description)
    with said:
        show_chart(label_bars(ask(result, picture), None), key="fine_tune_answer")
        st.markdown(words("fine_tune", "answer", classes=", ".join(result.labels)))


st.markdown(words("fine_tune", "question"))

st.header("The pictures to learn from")
dataset = dataset_choice(SETS, key="fine_tune")

st.header("Train the head")
first, second, third = st.columns(3, gap="large")
with first:
    epochs = st.slider("Epochs", 1, 60, TrainingSettings.epochs, key="fine_tune_epochs", bind="query-params")
    base = st.selectbox("Weights of the frozen VGG16", list(BASES), key="fine_tune_base", bind="query-params")
with second:
    rate = st.select_slider("Learning rate", [1e-5, 1e-4, 1e-3, 1e-2, 1e-1], 1e-3, key="fine_tune_rate", bind="query-params")
    seed = st.number_input("Seed", 0, 2**31 - 1, 0, key="fine_tune_seed", bind="query-params")
with third:
    size = st.select_slider("Image size", list(IMAGE_SIZES), 96, key="fine_tune_size", bind="query-params")
settings = TrainingSettings(base=base, image_size=size, epochs=epochs, learning_rate=rate, seed=seed)
st.caption(words("fine_tune", "settings"))
if st.button("Train", type="primary", icon=":material/play_arrow:", key="fine_tune_train", disabled=dataset is None):
    start_job(fine_tuning(settings, dataset), key="fine_tune")

result = watch_job(settings.epochs, key="fine_tune")
if result is None:
    st.caption(f"Trains on: {device()}")
else:
    judge(result)
    ask_about_picture(result)
    take_home(result, key="fine_tune")
st.markdown(words("fine_tune", "summary"))
