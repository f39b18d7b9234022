"""The card below the stage: what to try, a guess beforehand, what there was to see, and presets that set a contrast up."""

import streamlit as st

from lessons.texts.steps import steps_of
from pages.shared.lesson.step_in_view import step_in_view
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import note_step, progress

DONE_BEFORE = "You did this on another day. Do it again to see what comes of it."
JUST_TELL = "Just tell me"
NOW_TRY = "That is your guess. Now do it, and see."
NOW_GUESS = "Done. What is your answer?"
_MARKS = {True: ":primary[:material/check_circle:]", False: ":orange[:material/lightbulb:]"}  # whether a guess was right


def steps(slug, known):
    """Show the steps of a lesson, one at a time, and tick the one that is shown once it is done.

    What there was to see is said as it was when the step was done, wherever the controls stand by now.

    Parameters
    ----------
    slug : str
    known : dict of what the page knows: what the steps' functions and sentences ask for
    """
    to_try = steps_of(slug)
    with st.container(key="stage_steps", horizontal=True, vertical_alignment="center", gap="medium"):
        number = _shown(slug, to_try)
        step = to_try.steps[number - 1]
        if step.is_done(known):
            note_step(slug, step.name, len(to_try.steps))
            desk()[_answer_key(slug, step)] = _answers(step, known)
        done = progress().of(slug).steps
        is_done = step.name in done
        _rings(slug, to_try, done)
        with st.container(key="stage_task", width="stretch", gap=None):
            st.markdown(step.task_in(known))
            answers = desk().get(_answer_key(slug, step))
            told = _asked(slug, step, known, is_done) if step.guesses and not (is_done and answers is None) else []
            preset, was_settled = _standing_preset(slug, to_try, number)
            if not was_settled:  # else it was told before, and what the preset shows takes its place
                if is_done and answers is None:
                    told.append(DONE_BEFORE)
                elif _is_settled(slug, step, is_done):
                    told.append(answers.get(desk().get(_guess_key(slug, step)), answers[None]))
            if preset:
                told.append(f"*{preset.name}*: {preset.look}")
            for sentence in told:
                st.markdown(sentence)
            step_in_view(" ".join(told))
        if is_done and number < len(to_try.steps):
            st.button("Next", type="primary", key=f"{slug}_try_next", on_click=_go_to, args=(slug, number + 1))
        _presets(slug, to_try)


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


def _asked(slug, step, known, is_done):
    """The guesses to choose from, until there is one and the step is done; whoever has done it may also just be told.

    Returns what to say below them.
    """
    key = _guess_key(slug, step)
    if is_done and desk().get(key):
        return []
    if is_done:
        st.caption(NOW_GUESS)
    options = [*step.guesses_of(known), *([JUST_TELL] if is_done else [])]
    guess = st.pills("Your guess", options, key=key, label_visibility="collapsed", width="content")
    if guess:
        desk()[key] = guess
    if guess and is_done:
        st.rerun()
    return [NOW_TRY] if guess else []


def _is_settled(slug, step, is_done):
    """Whether nothing is left to do or to guess."""
    return is_done and bool(not step.guesses or desk().get(_guess_key(slug, step)))


def _presets(slug, to_try):
    if not to_try.presets:
        return
    with st.container(key="stage_presets", horizontal=True, vertical_alignment="center", width="content"):
        st.html("<span>Set it up:</span>", width="content")
        for number, preset in enumerate(to_try.presets):
            st.button(preset.name, key=f"{slug}_preset_{number}", on_click=_set_up, args=(slug, preset))


def _set_up(slug, preset):
    number = st.session_state[_ring_key(slug)]
    step = steps_of(slug).steps[number - 1]
    st.session_state.update(preset.values)
    was_settled = _is_settled(slug, step, step.name in progress().of(slug).steps)
    st.session_state[f"{slug}_chosen_preset"] = (preset.name, number, was_settled)


def _standing_preset(slug, to_try, number):
    """(The preset that was chosen last, whether the step was settled by then): if that was at this step and it still stands."""
    name, at, was_settled = st.session_state.get(f"{slug}_chosen_preset", ("", 0, False))
    preset = next((preset for preset in to_try.presets if preset.name == name and at == number), None)
    if preset and all(st.session_state.get(control) == value for control, value in preset.values.items()):
        return preset, was_settled
    return None, False


def _go_to(slug, number):
    st.session_state[_ring_key(slug)] = number


def _ring_key(slug):
    return f"{slug}_try"


def _answer_key(slug, step):
    return f"{slug}_answer_{step.name}"


def _guess_key(slug, step):
    return f"{slug}_guess_{step.name}"
