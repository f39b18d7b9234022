"""Learn together, on the wall: name things, see pictures come, train one network on all of them, and see what it is worth."""

import streamlit as st

from lessons.catalog import lesson
from lessons.classroom.common_dataset import common_dataset, missing, numbers_tested
from lessons.classroom.picture_giving import (
    collect,
    network_of_all,
    pictures_of_all,
    put_pictures_away,
    remove_picture,
    share_network,
)
from lessons.classroom.predicting import note_split
from lessons.classroom.school_class import ClassError
from lessons.figures.learning_curve import learning_curve
from lessons.texts import counted, words
from pages.classroom.parts.asked_twice import asked_twice
from pages.classroom.parts.class_job import refuse, say_refusal, start_class_job
from pages.classroom.parts.picture_columns import picture_columns
from pages.classroom.parts.shown_names import hide_names, shown_name
from pages.classroom.parts.wall_views import TEST, TOURNAMENT, view_button
from pages.shared.lesson.plain_text import plain
from pages.shared.session import training_caches
from pages.shared.session.class_lead import call_here
from pages.shared.session.class_seat import TOGETHER, forget_common_jobs
from pages.shared.session.job_panel import job_bar, stop_job
from pages.shared.session.session_networks import OF_CLASS, open_network
from pages.shared.session.state import current_job, epochs_of, latest_result


def learn_together(place, seen):
    """Show it, as it is now."""
    try:
        pictures = pictures_of_all(place.school_class, place.key)
    except ClassError:
        return  # the next look says why
    say_refusal()
    if pictures is None:
        _name_things(place)
    else:
        _wall(place, seen, pictures)


def _name_things(place):
    with st.container(key="classroom_things", gap="small"):
        st.html("<h2>What should the network tell apart?</h2>")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "Things, with commas between them",
                key="classroom_named",
                max_chars=200,
                placeholder="cup, glass",
                label_visibility="collapsed",
                on_change=_collect,
                args=(place,),
                width=520,
            )
            st.button("Collect pictures", key="classroom_collect", type="primary", on_click=_collect, args=(place,))
        st.markdown(words("classroom", "things"))
        if not (st.context.url or "").startswith("https"):
            st.caption(words("classroom", "https"))


def _collect(place):
    typed = st.session_state["classroom_named"]
    if typed.strip():
        _do(place, collect, typed)


def _wall(place, seen, pictures):
    if seen.is_led:
        call_here(place)
    training_caches.workers().start_soon()
    names = {learner.number: shown_name(learner) for learner in seen.learners}
    left, right = st.container(key="classroom_common").columns([7, 3], gap="large")
    with left:
        picture_columns(
            pictures.things,
            pictures.given.values(),
            lambda payload: _act(place, payload),
            key="classroom_pictures",
            gives=False,
            name_of=lambda number: names.get(number, ""),
        )
    with right, st.container(key="classroom_learning", gap="small"):
        learners = len({each.learner for each in pictures.given.values()})
        told = f"<b>{len(pictures.given)}</b> {_plural(len(pictures.given), 'picture')} by <b>{learners}</b>"
        st.html(f'<p class="class-count">{told} {_plural(learners, "learner")}</p>')
        if not pictures.given:
            st.markdown(words("classroom", "no_picture"))
        _train(place, pictures)
        if pictures.given:
            st.caption(words("classroom", "remove_picture"))
        hide_names()


def _plural(count, one):
    return one if count == 1 else f"{one}s"


def _act(place, payload):
    if payload.get("what") == "leave" and isinstance(payload.get("picture"), int):
        remove_picture(place.school_class, place.key, payload["picture"])


def _train(place, pictures):
    job = current_job(TOGETHER)
    if job is not None and not (snapshot := job.poll()).over:
        st.html(learning_curve(snapshot.step.history if snapshot.step else (), epochs_of(TOGETHER))[0])
        job_bar(snapshot)
        st.button("Stop", icon=":material/stop_circle:", key="classroom_stop", on_click=stop_job, args=(TOGETHER,))
        return
    if job is not None and snapshot.state == "failed":
        st.error(f"The training failed: {snapshot.message}.", icon=":material/error:")
    result = latest_result(TOGETHER)
    network = result[0] if result else None
    if network is not None and network is not _shared(place):
        _do(place, share_network, network)
    if network is not None:
        _what_came(network)
    lacks = missing(pictures)
    if lacks and pictures.given:
        st.markdown(words("classroom", "lacking", what=_lacking(lacks)))
    elif network is None and not lacks:
        st.markdown(words("classroom", "ready"))
    with st.container(horizontal=True, gap="small"):
        label = "Train again" if network is not None else "Train"
        kind = "secondary" if network is not None else "primary"
        is_wanted = st.button(label, key="classroom_train", type=kind, disabled=bool(lacks))
        if network is not None:
            st.button("Take it home", key="classroom_take", on_click=_take, args=(network,))
        asked_twice(
            "Start over",
            sure="Forget all pictures",
            stay="Keep them",
            goes=words("classroom", "pictures_go"),
            key="classroom_over",
            on_sure=_forget,
            args=(place,),
        )
    if is_wanted:
        _start(place)


def _lacking(lacks):
    return "; ".join(f"{plain(name)}: {_what(*each)}" for name, each in lacks.items())


def _what(pictures, learners):
    parts = [counted(pictures, "picture")] * bool(pictures) + [f"{counted(learners, 'more learner')}"] * bool(learners)
    return " and ".join(parts)


def _shared(place):
    try:
        return network_of_all(place.school_class, place.key)
    except ClassError:
        return None


def _what_came(network):
    report = network.test_report
    right, count = round(report.accuracy * len(report.targets)), len(report.targets)
    st.html(f'<p class="class-result"><b>{right} of {count}</b> right</p>')
    st.markdown(words("classroom", "result"))
    st.caption(words("classroom", "why_split", interval=report.interval_text))
    with st.container(horizontal=True, gap="small"):
        view_button("Tournament", TOURNAMENT, key="classroom_to_tournament", kind="secondary")
        view_button("The human test", TEST, key="classroom_to_test", kind="secondary")
    if st.session_state.get("classroom_taken") == id(network):
        entry = lesson("take_home")
        st.page_link(entry.page, label=f"It is yours: {entry.title}", icon=entry.icon)


def _forget(place):
    forget_common_jobs()
    _do(place, put_pictures_away)


def _start(place):
    from lessons.training.fit import fit_arms
    from lessons.training.settings import TrainingSettings

    try:
        pictures = pictures_of_all(place.school_class, place.key)
        dataset = common_dataset(pictures)
    except ValueError as error:
        refuse(str(error))
        return
    _do(place, note_split, dataset.fingerprint, numbers_tested(pictures, dataset))
    settings = TrainingSettings()
    start_class_job(fit_arms, [settings], dataset, key=TOGETHER, epochs=settings.total_epochs)


def _take(network):
    open_network(network.model, network.labels, network.settings, origin=OF_CLASS)
    st.session_state["classroom_taken"] = id(network)


def _do(place, what, *arguments):
    refuse(None)
    try:
        what(place.school_class, place.key, *arguments)
    except ClassError as error:
        refuse(str(error))
