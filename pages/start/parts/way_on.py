"""Where the learner begins or goes on: one large link; and the questions that come back."""

import streamlit as st

from lessons.catalog import lesson, path
from lessons.progress.marks import current_path, minutes_left, next_lesson
from lessons.texts import counted
from lessons.texts.steps import steps_of
from pages.shared.lesson.quiz import quiz
from pages.shared.session.learner_progress import begin_warm_up, due_questions, progress, warm_up_round

ROUND = 5  # questions


def way_on():
    """The link to the next lesson; a lesson to go on with, or None where all is answered."""
    done = progress()
    lessons = path(current_path(done))
    following = next_lesson(done, lessons)
    with st.container(key="home_go"):
        if following is None:
            results = lesson("results")
            label = f"**All {len(lessons)} lessons answered** See what you did"
            st.page_link(results.page, label=label, icon=":material/arrow_forward:", width="stretch")
        else:
            label = _label(done, following, len(lessons))
            st.page_link(following.page, label=label, icon=":material/arrow_forward:", width="stretch")
    return following


def _label(done, following, count):
    there = done.of(following.slug)
    minutes = f"about {counted(minutes_left(there, following), 'minute')}"
    if not done.lessons:
        return f"**Begin: {following.title}** the first of {count} lessons, {minutes}"
    to_try = steps_of(following.slug)
    count, done_there = (len(to_try.steps), len(there.steps)) if to_try else (0, 0)
    step = f"{done_there} of its {count} steps done, " if 0 < done_there < count else ""
    return f"**Go on: {following.title}** {step}{minutes}"


@st.fragment
def what_comes_back():
    """A button for the questions that come back, if there are any; they open over the page."""
    due = len(due_questions())
    if not due:
        return
    label = f"{counted(min(due, ROUND), 'question')} to warm up".replace(str(ROUND), "Five")
    if st.button(label, icon=":material/history:", key="home_warm", help="Questions that come back"):
        begin_warm_up(ROUND)
        _warm_up()


@st.dialog("To warm up", width="medium", icon=":material/history:", on_dismiss="rerun")
def _warm_up():
    number, asked = warm_up_round()
    titles = ", ".join(dict.fromkeys(lesson(each.slug).title for each in asked))
    st.caption(f"You met these ideas before, with other numbers: {titles}.")
    quiz(
        [each.question for each in asked],
        key=f"home_warm{number}",
        ideas=[(each.slug, each.number) for each in asked],
        given=[each.given for each in asked],
    )
