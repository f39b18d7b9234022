"""Train your own, on one screen: collect pictures of two things, train a network on them, and try it live."""

from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from lessons.catalog import lesson
from lessons.data.own_data import LEAST_PICTURES
from lessons.figures.learning_curve import learning_curve
from lessons.texts import counted, words
from lessons.texts.questions.train import train_questions
from lessons.texts.studio_snippets import train_code
from lessons.training.head_size import base_products, head_inputs, head_parameters, head_products
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.lesson.trying import CAMERA, DRAWING, FILE, trying
from pages.shared.session.dataset_choice import OWN
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.own_pictures import can_undo, is_of_earlier_pictures, own_classes, own_dataset, own_notes, undo
from pages.shared.session.session_networks import name_of, taken
from pages.shared.session.state import current_job, epochs_of
from pages.transfer.parts.class_rows import class_rows
from pages.transfer.parts.collecting import take_drawings, take_files, take_zip
from pages.transfer.parts.named_classes import add_row, row_names
from pages.transfer.parts.quick_choice import quick_choice

JOB = "train"
FEW = 10  # pictures held back: an interval of fewer tells a learner nothing


def heading(number, title, says):
    st.html(f'<h2><span aria-hidden="true">{number}</span>{title}</h2><p class="says">{escape(says)}</p>')


def collect():
    heading(1, "Collect", words("train", "collect"))
    class_rows(key="train_rows")
    has_learned = taken(JOB) is not None
    with st.container(horizontal=True, gap="small"):
        if not has_learned:
            another_class()
        label = "More pictures, undo" if has_learned else "Files, drawing, undo" if can_undo() else "Files or drawing"
        with st.popover(label, icon=":material/upload:", width="content"):
            other_ways()
            with st.container(horizontal=True, gap="small"):
                if has_learned:
                    another_class()
                if can_undo():
                    st.button("Undo", icon=":material/undo:", key="train_undo", on_click=undo)
        if own_notes():
            st.caption(words("train", "notes", files=counted(len(own_notes()), "file")))


def another_class():
    st.button("Another class", icon=":material/add:", key="train_add", on_click=add_row)


def other_ways():
    """Pictures that come as files, drawn, or as a ZIP with all classes at once."""
    way = st.segmented_control("Bring them by", ["Files", "Drawing", "ZIP"], default="Files", required=True, key="train_by")
    if way == "ZIP":
        take_zip(key="train")
        return
    names = [name for name, _ in row_names()]
    if st.session_state.get("train_class") not in names:
        st.session_state.pop("train_class", None)
    name = st.pills("Class", names, default=names[0], required=True, key="train_class")
    {"Files": take_files, "Drawing": take_drawings}[way](name, key="train")


def missing():
    """What is missing before a network can learn, in words; nothing where nothing is."""
    needed = {name: LEAST_PICTURES - len(own_classes().get(name, ())) for name, _ in row_names()}
    return ", ".join(f"{count} of {plain(name)}" for name, count in needed.items() if count > 0)


def train(settings, dataset):
    from lessons.training.fit import fit_arms
    from lessons.training.results import with_pictures

    received = partial(with_pictures, dataset)
    start_job(fit_arms, [settings], dataset, key=JOB, epochs=settings.total_epochs, received=received)


def show_learning(step):
    st.html(learning_curve(step.history if step else (), epochs_of(JOB))[0])


def learn(button, place, settings, dataset, reason):
    """The button, and what comes of it. Returns whether a network learns just now."""
    run = taken(JOB)
    label = "Train again" if run else "Train"
    if button.button(label, type="primary", width="stretch", key="train_start", disabled=dataset is None):
        train(settings, dataset)
    with place:
        watch_job(key=JOB, above=show_learning)
        job = current_job(JOB)
        learns = job is not None and not job.poll().over
        if learns:
            return True
        if run is None:
            told = missing()
            st.html(learning_curve((), settings.epochs)[0])
            if dataset is not None:
                st.caption(words("train", "ready", pictures=counted(len(dataset.train) + len(dataset.test), "picture")))
            elif told:
                st.caption(words("train", "missing", least=LEAST_PICTURES, what=told))
            elif reason:
                st.info(reason, icon=":material/info:")
            return False
        what_came(run, dataset)
    return False


def what_came(run, dataset):
    """The curve of a run, and what is known of it: by the pictures held back, never by the locked test."""
    st.html(learning_curve(run.history, run.settings.total_epochs)[0])
    report = run.validation_report
    right = round(report.accuracy * len(report.targets))
    st.html(f'<div class="result">{words("train", "held_back", right=right, count=len(report.targets))}</div>')
    if dataset is None and missing():
        st.caption(words("train", "missing", least=LEAST_PICTURES, what=missing()))
    elif is_of_earlier_pictures(run):
        st.caption(words("train", "earlier"))
    elif dataset is not None and dataset.shared_moments:
        st.caption(words("train", "one_moment", classes=" and ".join(map(plain, dataset.shared_moments))))
    else:
        took = words("train", "took", seconds=run.seconds, device=run.device)
        count = len(report.targets)
        few = words("train", "few", pictures=counted(count, "picture"))
        doubt = few if count < FEW else words("train", "doubt", interval=report.interval_text)
        st.caption(f"{doubt} {took}")


def try_it(run, learns):
    """Returns the ways in which something was shown."""
    heading(3, "Try", words("train", "try"))
    way = st.session_state.get("train_way") or CAMERA
    labels = run.labels if run else [name for name, _ in row_names()]
    invites = {CAMERA: "invite_camera", FILE: "invite_file", DRAWING: "invite_drawing"}
    part = "learning" if learns else invites.get(way, "invite_camera") if run else "invite_ready" if not missing() else "invite"
    said = {"invite": words("train", part), "said": ""}
    said |= {name: words("train", name) for name in ("looked", "nowhere", "no_camera")}
    return trying(None if learns else run, labels, words_of=said, key="train")


def ways_on(run):
    """From here to the pages that take this network on, with everything kept."""
    if not own_classes():
        return
    look = ("collect", "Look through your pictures", {})
    if run is None:
        links_to([look])
        return
    own, viewer = {"fine_tune_set": OWN}, "vgg16" if run.settings.network == "vgg16" else "zoo"
    links = [
        ("judge", "Judge it honestly", {"judge_run": name_of(run)}),
        (viewer, "Look inside", {f"{viewer}_network": name_of(run)}),
        ("fine_tune", "Compare four ways", own),
        ("take_home", "Take it home", {"take_home_network": name_of(run)}),
        look,
    ]
    links_to(links)


def links_to(links):
    with st.container(key="train_ways_on", horizontal=True, gap="medium"):
        for slug, label, query in links:
            entry = lesson(slug)
            st.page_link(entry.page, label=label, icon=entry.icon, query_params=query, width="content")


def sections_of(run, settings):
    """The sections below."""
    return {
        "What you saw": lambda: st.markdown(words("train", "opening", inputs=head_inputs(settings))),
        "By hand": lambda: by_hand(settings),
        "In code": lambda: code_panel(train_code(settings), key="train"),
        "Check yourself": lambda: ask_questions(settings),
        "Summary": lambda: st.markdown(words("train", "summary")),
    }


def by_hand(settings):
    """What the base and the head compute for the pictures that there are, or for sixty."""
    pictures = sum(map(len, own_classes().values())) or 60
    classes = max(len(own_classes()), 2)
    base, head = base_products(settings), head_products(settings, classes)
    about = {"pictures": pictures, "base": base / 1e9, "all": pictures * base / 1e9, "inputs": head_inputs(settings)}
    st.markdown(words("train", "by_hand", **about, head=head, times=base / head))


def ask_questions(settings):
    counts = [len(shots) for shots in own_classes().values()]
    counts = counts if len(counts) > 1 else (30, 30)
    quiz(train_questions(counts, epochs=settings.epochs, units=settings.units), key="train")


st.html(Path(__file__).with_suffix(".css"))
collecting, training, showing = st.container(key="train_cards").columns([456, 276, 372], gap="large")
with collecting:
    collect()
dataset, reason = own_dataset()
with training:
    about = st.container()
    with st.container(key="train_go", horizontal=True, gap="small"):
        button, more = st.container(width="stretch"), st.popover("More", width="content")
    place = st.container(key="train_place")
    with more:
        settings = quick_choice(dataset, key="train")
    classes = len(dataset.labels) if dataset else 2
    with about:
        heading(2, "Train", words("train", "train", parameters=head_parameters(settings, classes)))
learns = learn(button, place, settings, dataset, reason)
run = taken(JOB)
with showing:
    shown = try_it(run, learns)
pictures = sum(map(len, own_classes().values()))
steps("train", {"ready": dataset is not None, "pictures": pictures, "classes": len(own_classes()), "run": run, "shown": shown})
ways_on(run)
sections("train", sections_of(run, settings))
