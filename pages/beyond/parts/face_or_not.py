"""Is this a face? A head on the frozen VGG16, trained in seconds on the bundled patches."""

from functools import partial

import numpy as np
import streamlit as st

from lessons.figures.charts import label_bars
from lessons.figures.pictures import png, side_by_side
from lessons.images.resizing import square
from lessons.texts import words
from lessons.training.settings import TrainingSettings
from pages.shared.lesson.chart import show_chart
from pages.shared.session import training_caches
from pages.shared.session.job_panel import say_what_trains, start_job, watch_job
from pages.shared.session.session_networks import ask
from pages.shared.session.state import current_picture

SETTINGS = TrainingSettings(network="vgg16", image_size=64, epochs=12)
MOST, SIDE = 6, 96  # mistakes that are shown, and their pixels


def face_or_not(*, key):
    """Let the learner train a detector, and ask it about the picture."""
    st.markdown(words("faces", "detect"))
    faces = training_caches.dataset("faces")
    if st.button("Train", type="primary", icon=":material/play_arrow:", key=f"{key}_train"):
        from lessons.training.fit import fit_arms
        from lessons.training.results import with_pictures

        start_job(fit_arms, [SETTINGS], faces, key=key, received=partial(with_pictures, faces))
    results = watch_job(key=key)
    if results is None:
        say_what_trains()
        return
    (result,) = results
    report, test = result.test_report, faces.test
    wrong = np.flatnonzero(report.probabilities.argmax(axis=1) != test.targets)
    said = words("faces", "mistakes", count=len(wrong)) if len(wrong) else words("faces", "no_mistakes")
    figures = {"accuracy": report.accuracy, "test": len(test), "seconds": result.seconds}
    st.markdown(words("faces", "detected", device=result.device, mistakes=said, **figures))
    if len(wrong):
        mistakes = side_by_side([square(test.images[index], SIDE) for index in wrong[:MOST]])
        st.image(png(mistakes), alt=f"{len(wrong)} patches that were called something else")
    show_chart(label_bars(ask(result, current_picture()), "Your picture"), key=f"{key}_answer")
