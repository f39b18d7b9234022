"""The app as Streamlit's own tester runs it, and pictures to give it."""

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image
from streamlit.testing.v1 import AppTest

from lessons.catalog import CATALOG
from lessons.core.scaling import luma
from lessons.data.datasets import DATASETS
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from lessons.work.jobs import Snapshot

APP = Path(__file__).parents[2] / "app.py"
TIMEOUT = 120


def open_app(page=None, **query):
    app = AppTest.from_file(APP, default_timeout=TIMEOUT)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(next(lesson.page for lesson in CATALOG if lesson.slug == page)).run()
    assert not app.exception, app.exception
    return app


def at_address(slug, **query):
    """The app as it opens for somebody who comes by an address: a page, and what is asked of its widgets."""
    app = AppTest.from_file(APP, default_timeout=TIMEOUT)
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(next(lesson.page for lesson in CATALOG if lesson.slug == slug)).run()


def desk_of(app):
    """What the learner has who uses the app."""
    return app.session_state["desk_own"]


def texts(app):
    return " ".join(element.value for element in [*app.markdown, *app.subheader, *app.header, *app.title, *app.caption])


def png_of(colour, size=(40, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def png_bytes(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def upload(app, name, data, kind="image/png"):
    """Bring a picture to the first page. Its dialog is shown in the runs in which its button was pressed."""
    press_upload(app)
    app.file_uploader(key="home_upload").upload(name, data, kind)
    return press_upload(app)


def press_upload(app):
    return app.button(key="home_own_upload").click().run()


def cat_in_grey(side=224):
    return np.rint(luma(fit_within(SAMPLES["chelsea"].load(), side)))


def section(app, slug, name):
    """Open a section below a lesson's stage."""
    app.session_state[f"{slug}_section"] = name
    return app.run()


def finish(app, key):
    """Run the page whenever its job has come to something new, and once it is over. Returns the job's result.

    In between nobody runs the page: it would only take the processor from the job.
    """
    job, told = desk_of(app)[f"state_job_{key}"], None
    while not (snapshot := job.poll()).over:
        step = snapshot.step
        news = step and (step.phase, bool(step.done), bool(step.history), len(step.earlier))
        if news != told:
            told = news
            app.run()
            continue
        job.wait(0.1)
    app.run()
    assert not app.exception, app.exception
    return job.poll().result


class Over:
    """Stands where a job stands that is over, with its result."""

    def __init__(self, result):
        self._snapshot = Snapshot("finished", result=result)

    def poll(self):
        return self._snapshot


class Ending(Over):
    """Stands where a job stands that ends while a page is written: when it has been asked about `left` times more."""

    left = float("inf")

    def poll(self):
        self.left -= 1
        return self._snapshot if self.left < 0 else Snapshot("running")


def widget(app, key):
    """The control of that key, of whatever kind."""
    return next(element for element in app if getattr(element, "key", None) == key)


def zip_of_textures(per_class):
    part, file = DATASETS["textures"].train, io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for target, label in enumerate(("brick", "coins")):
            for index in np.flatnonzero(part.targets == target)[:per_class]:
                archive.writestr(f"{label}/{index}.png", png_bytes(part.images[index]))
    return file.getvalue()
