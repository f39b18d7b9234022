"""The card below the stage: what to try, a guess beforehand, what there was to see, and presets that set a contrast up."""

from collections import defaultdict

import streamlit as st

from lessons.catalog import CATALOG, lesson
from lessons.progress.marks import way_around
from lessons.texts.steps import BY_ITSELF, steps_of
from pages.shared.lesson.stage import SECTION, section_of
from pages.shared.lesson.step_in_view import step_in_view
from pages.shared.session.class_lead import follows
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import note_step, progress

DONE_BEFORE = "You did this on another day. Do it again to see what comes of it."
JUST_TELL = "Just tell me"
NOW_TRY = "That is your guess. Now do it, and see."
SET_UP = "Set up this step"
ELSEWHERE = "Some controls are not where this step needs them."
NOW_GUESS = "Done. Choose your answer, and see:"
_MARKS = {True: ":primary[:material/check_circle:]", False: ":orange[:material/lightbulb:]"}  # whether a guess was right
_OUTCOMES = defaultdict(lambda: "stage_told", {_MARKS[True]: "stage_told_right", _MARKS[False]: "stage_told_otherwise"})


def steps(slug, known):
    """Show the steps of a lesson, one at a time, and tick the one that is shown once it is done.

    A step begins as it is meant: *Next* sets its controls, and where they stand otherwise a button offers to.

    What a preset shows stands in the step's place until the learner goes back to it or moves a control, or has done the step.

    Where a step needs a section below, a button opens it, and the card stays in view beside it (`steps.css`).

    What there was to see is said as it was when the step was done, wherever the controls stand by now.

    Parameters
    ----------
    slug : str
    known : dict of what the page knows: what the steps' functions and sentences ask for
    """
    to_try = steps_of(slug)
    with st.container(key="stage_steps", gap=None):
        number = _shown(slug, to_try)
        step = to_try.steps[number - 1]
        if step.is_done(known):
            note_step(slug, step.name, len(to_try.steps))
            desk()[_answer_key(slug, step)] = _answers(step, known)
        done = progress().of(slug).steps
        is_done, section = step.name in done, step.by.get(f"{slug}{SECTION}")
        with st.container(key="stage_choices", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            _rings(slug, to_try, done)
            _presets(slug, to_try, known, is_done, stays=section is not None)
        preset = _standing_preset(slug, to_try, number, is_done)
        with st.container(key="stage_step", horizontal=True, vertical_alignment="center", gap="medium"):
            with st.container(key="stage_task", width="stretch", gap=None):
                told = _tell_preset(preset) if preset else _tell_step(slug, step, known, is_done)
                step_in_view(told, st.session_state.get(_set_ups_key(slug), 0))
            if preset:
                st.button(f"Back to step {number}", key=f"{slug}_try_back", on_click=_go_to, args=(slug, number))
            elif is_done and number < len(to_try.steps):
                st.button("Next", type="primary", key=f"{slug}_try_next", on_click=_go_on, args=(slug, number + 1, to_try))
            elif is_done:
                _way_on(slug)
            elif _stands_otherwise(step):
                st.button(SET_UP, help=ELSEWHERE, key=f"{slug}_try_start", on_click=_begin, args=(slug, step))
            elif section not in (None, section_of(slug)):
                there = {f"{slug}{SECTION}": section}
                st.button(f"Open *{section}*", key=f"{slug}_try_open", on_click=st.session_state.update, args=(there,))


def _tell_preset(preset):
    """What the controls show now that they were set up: it stands where the step stood. Returns what was told."""
    st.markdown(f"*{preset.name}*: {preset.look}")
    return preset.look


def _tell_step(slug, step, known, is_done):
    """The task, the guesses until there is one, and what came of it. Returns what was told besides the task."""
    st.markdown(step.task_in(known))
    answers = desk().get(_answer_key(slug, step))
    told = ""
    if is_done and answers is None:
        told = DONE_BEFORE
    elif step.guesses:
        _ask(slug, step, known, is_done)
    guess = desk().get(_guess_key(slug, step))
    if is_done and answers and (not step.guesses or guess):
        told = answers.get(guess, answers[None])
    if told:
        with st.container(key=_OUTCOMES[told.split(" ")[0]], gap=None):
            st.markdown(told)
    return told


def _way_on(slug):
    """After the last step: the lesson that follows, or Home at the end of a path, where the learner chooses the way."""
    if follows():
        return
    following = way_around(progress(), lesson(slug))[1] or CATALOG[0]
    st.page_link(following.page, label=f"Go on: {following.title}", icon=":material/arrow_forward:", width="content")


def _shown(slug, to_try):
    """The number of the step that is shown: what the learner chose, else the first that is not done yet."""
    numbers, done = range(1, len(to_try.steps) + 1), progress().of(slug).steps
    if st.session_state.get(_ring_key(slug)) not in numbers:  # a run that was cut short leaves None
        first = next((number for number in numbers if to_try.steps[number - 1].name not in done), len(to_try.steps))
        st.session_state[_ring_key(slug)] = first
    return st.session_state[_ring_key(slug)]


def _rings(slug, to_try, done):
    """A ring for each step, filled where it is done; the learner may go to any of them."""
    steps = dict(enumerate(to_try.steps, 1))
    with st.container(key="stage_rings", width="content", gap=None):
        st.segmented_control(
            "To try",
            list(steps),
            required=True,
            format_func=lambda number: f"{number} ✓" if steps[number].name in done else str(number),
            key=_ring_key(slug),
            width="content",
        )


def _answers(step, known):
    """What came of the step, for each guess and for none: a guess may come after it, and the page has moved on by then."""
    guesses = step.guesses_of(known)
    marks = {guess: f"{_MARKS[guess == step.right_of(known)]} " for guess in guesses}
    return {guess: f"{marks.get(guess, '')}{step.answer_to(guess, known)}" for guess in (None, *guesses)}


def _ask(slug, step, known, is_done):
    """The guesses to choose from, until there is one and the step is done; whoever has done it may also just be told."""
    key = _guess_key(slug, step)
    if is_done and desk().get(key):
        return
    with st.container(key="stage_guess", horizontal=True, vertical_alignment="center", gap="small"):
        if is_done:
            st.caption(NOW_GUESS, width="content")
        options = [*step.guesses_of(known), *([JUST_TELL] if is_done else [])]
        guess = st.pills("Your guess", options, key=key, label_visibility="collapsed", width="content")
        if guess and not is_done:
            st.caption(NOW_TRY, width="content")
    if guess:
        desk()[key] = guess
    if guess and is_done:
        st.rerun()


def _presets(slug, to_try, known, is_done, *, stays):
    offered = {number: preset for number, preset in enumerate(to_try.presets) if _is_offered(preset, known)}
    if not offered:
        return
    with st.container(key="stage_presets", horizontal=True, vertical_alignment="center", width="content"):
        st.html(f"<span{' class=stays' if stays else ''}>Set it up:</span>", width="content")
        for number, preset in offered.items():
            st.button(preset.name, key=f"{slug}_preset_{number}", on_click=_set_up, args=(slug, preset, is_done))


def _is_offered(preset, known):
    return all(known.get(name, st.session_state.get(name)) == value for name, value in preset.where.items())


def _set_up(slug, preset, is_done):
    st.session_state.update(preset.values)
    st.session_state[_preset_key(slug)] = (preset.name, st.session_state[_ring_key(slug)], is_done)
    if f"{slug}{SECTION}" not in preset.values:
        _note_set_up(slug)


def _note_set_up(slug):
    """Count it: the page moves to its stage, where that is out of view."""
    st.session_state[_set_ups_key(slug)] = st.session_state.get(_set_ups_key(slug), 0) + 1


def _standing_preset(slug, to_try, number, is_done):
    """The preset that was chosen last at this step, if it still stands and has not done the step, which has its own answer."""
    name, at, was_done = st.session_state.get(_preset_key(slug), ("", 0, False))
    preset = next((preset for preset in to_try.presets if preset.name == name and at == number), None)
    if is_done and not was_done:
        return None
    return preset if preset and _stand(preset.values) else None


def _stand(values):
    """Whether these controls stand like that."""
    return all(value is BY_ITSELF or st.session_state.get(control) == value for control, value in values.items())


def _go_to(slug, number):
    st.session_state[_ring_key(slug)] = number
    st.session_state.pop(_preset_key(slug), None)


def _go_on(slug, number, to_try):
    _go_to(slug, number)
    _begin(slug, to_try.steps[number - 1])


def _begin(slug, step):
    """Set the stage for a step, and bring it into view."""
    st.session_state.update(step.start)
    if step.start and f"{slug}{SECTION}" not in step.by:
        _note_set_up(slug)


def _stands_otherwise(step):
    """Whether a control that is there stands elsewhere than the step's sentences say."""
    return any(st.session_state.get(control, value) != value for control, value in step.rests_on().items())


def _preset_key(slug):
    return f"{slug}_chosen_preset"


def _set_ups_key(slug):
    return f"{slug}_set_ups"


def _ring_key(slug):
    return f"{slug}_try"


def _answer_key(slug, step):
    return f"{slug}_answer_{step.name}"


def _guess_key(slug, step):
    return f"{slug}_guess_{step.name}"
