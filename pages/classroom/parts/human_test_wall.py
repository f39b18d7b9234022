"""The human test on the wall: how far the class is, and at the end whether heat maps helped it to predict the network."""

import secrets
from collections import Counter
from html import escape

import streamlit as st

from lessons.classroom.picture_giving import network_of_all
from lessons.classroom.predicting import begin_test, end_test, human_test_of, put_test_away, unseen_pictures
from lessons.classroom.school_class import ClassError
from lessons.classroom.two_groups import difference
from lessons.texts import counted, words
from pages.classroom.parts.asked_twice import asked_twice
from pages.classroom.parts.class_job import refuse, say_refusal, start_class_job
from pages.classroom.parts.shown_names import shown_name
from pages.classroom.parts.wall_views import LEARN, view_button
from pages.shared.session.class_seat import HUMAN_TEST, forget_common_jobs
from pages.shared.session.job_panel import job_bar, stop_job
from pages.shared.session.state import current_job

_SENTENCES = {"better": "human_better", "worse": "human_worse", "open": "human_open", "few": "human_few_learners"}
_QUESTION = "<h2>Does a heat map help you to predict the network?</h2>"
_GROUPS = ((True, "with heat maps"), (False, "without"))


def human_test_wall(place, seen):
    """Show it, as it stands."""
    try:
        _begin_if_ready(place)
        test = human_test_of(place.school_class, place.key)
        network, pictures = network_of_all(place.school_class, place.key), unseen_pictures(place.school_class, place.key)
    except ClassError:
        return  # the next look says why
    with st.container(key="classroom_human", gap="small"):
        say_refusal()
        job = current_job(HUMAN_TEST)
        if job is not None and not (snapshot := job.poll()).over:
            job_bar(snapshot)
            st.button("Stop", icon=":material/stop_circle:", key="classroom_stop_test", on_click=stop_job, args=(HUMAN_TEST,))
        elif test is not None and test.is_over:
            _outcome(place, test)
        elif test is not None:
            _under_way(place, seen, test)
        elif network is None or not pictures:
            st.html(_QUESTION)
            st.markdown(words("classroom", "human"))
            st.markdown(words("classroom", "human_first"))
            view_button("Collect pictures", LEARN, key="classroom_to_network")
        else:
            _invite(place)


def _begin_if_ready(place):
    job = current_job(HUMAN_TEST)
    if job is None or not (snapshot := job.poll()).over:
        return
    forget_common_jobs(HUMAN_TEST)  # it is begun once, whoever reloads the page
    if snapshot.result:
        begin_test(place.school_class, place.key, snapshot.result, secrets.randbelow(1_000_000))
    elif snapshot.state == "failed":
        refuse(f"The pictures could not be made ready: {snapshot.message}.")


def _invite(place):
    st.html(_QUESTION)
    st.markdown(words("classroom", "human"))
    if st.button("Start the test", key="classroom_test_start", type="primary"):
        _start(place)


def _start(place):
    from lessons.training.prediction_items import prediction_items

    try:
        network, pictures = network_of_all(place.school_class, place.key), unseen_pictures(place.school_class, place.key)
    except ClassError:
        return
    if network is not None and pictures:
        start_class_job(prediction_items, network, pictures, seed=secrets.randbelow(1_000_000), key=HUMAN_TEST)


def _under_way(place, seen, test):
    learners = [learner for learner in seen.learners if learner.number in test.groups]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f'<p class="class-count"><b>{test.finished}</b> of {len(learners)} have finished</p>', width="content")
        st.space("stretch")
        _end(place, len(learners) - test.finished)
    bars = "".join(_how_far(learner, test) for learner in learners)
    st.html(f'<ol class="class-under-way" aria-label="Pictures that each learner has answered">{bars}</ol>')
    st.markdown(words("classroom", "under_way", count=len(test.items)))


def _end(place, missing):
    """What ends the test: it asks first while answers are still to come."""
    ends = {"key": "classroom_test_end", "args": (place, end_test)}
    if not missing:
        st.button("End the test", type="primary", on_click=_do, **ends)
        return
    goes = words("classroom", "test_goes", missing=counted(missing, "learner"))
    asked_twice("End the test", sure="End it now", stay="Wait for them", goes=goes, on_sure=_do, **ends)


def _how_far(learner, test):
    """A bar for the pictures that a learner has answered, under what they are called."""
    done, count = len(test.answers.get(learner.number, ())), len(test.items)
    name = escape(shown_name(learner))
    return f'<li><span>{name}</span><i><u style="width:{done / max(1, count):.0%}"></u></i><b>{done} of {count}</b></li>'


def _outcome(place, test):
    scores = {sees: test.scores(sees) for sees, _ in _GROUPS}
    if not all(scores.values()):
        st.markdown(words("classroom", "human_few"))
    else:
        found, most = difference(scores[True], scores[False]), len(test.items)
        interval = "" if found.interval is None else f"{_signed(found.interval[0])} to {_signed(found.interval[1])}"
        st.html(f'<p class="class-result">{_told(found.apart, most)}</p>')
        strips = "".join(_strip(name, scores[sees], most) for sees, name in _GROUPS)
        st.html(f'<div class="class-strips">{strips}</div>')
        st.caption(words("classroom", "human_dots"))
        st.markdown(words("classroom", _SENTENCES[found.finding], interval=interval))
    st.button("Put the test away", key="classroom_test_away", on_click=_do, args=(place, put_test_away))


def _told(apart, most):
    """The difference in words."""
    if abs(apart) < 0.05:
        return f"Of {most} predictions <b>as many</b> were right with heat maps as without"
    how = "more" if apart > 0 else "fewer"
    return f"Of {most} predictions <b>{abs(apart):.1f} {how}</b> were right with heat maps than without"


def _signed(value):
    return f"{value:+.1f}".replace("-", "−")


def _strip(name, scores, most):
    """A dot for each learner, over the number of right predictions, and the mean as a line."""
    counts, mean = Counter(scores), sum(scores) / len(scores)
    cells = "".join(f"<td><span>{'<i></i>' * counts[score]}</span></td>" for score in range(most + 1))
    axis = "".join(f"<td>{score}</td>" for score in range(most + 1))
    line = f'<u style="left:{100 * (mean + 0.5) / (most + 1):.1f}%"></u>'
    about = f"{name}: {len(scores)} learners, {mean:.1f} of {most} right on average"
    table = f'<table role="presentation"><tr class="dots">{cells}</tr><tr class="axis">{axis}</tr></table>'
    told = f"<p><b>{mean:.1f}</b> right on average, {escape(name)}</p>"
    return f'<section>{told}<div role="img" aria-label="{escape(about)}">{line}{table}</div></section>'


def _do(place, what):
    try:
        what(place.school_class, place.key)
    except ClassError:
        return
