"""Paper beside a network that learns: what the network says of the drawing, at every stroke and after every epoch."""

import numpy as np
import streamlit as st

from lessons.figures.bars import probability_bars
from lessons.images.drawing import cut_to_ink
from lessons.texts import words
from lessons.training.records import at_epoch
from pages.layers.parts import layer_caches
from pages.shared.frame.drawing_canvas import drawing_canvas
from pages.shared.lesson.epoch_scrubber import scrubber
from pages.shared.lesson.stage import section_of
from pages.shared.session.job_panel import REFRESH, is_training
from pages.shared.session.state import current_job

MAPS = "Its maps"  # the section that shows what the drawing becomes
SIDE, PEN = 188, 15  # pixels
_DRAWN, _EPOCH, _ENDS = "state_build_drawn", "build_drawn_epoch", "state_build_ends"


def drawn_answer(labels, settings, result):
    """Show the paper and the bars. Whoever draws while the network learns sees the answer change with each epoch.

    Parameters
    ----------
    labels : sequence of names, of the network, or of the data set that one is to learn from
    settings : lessons.training.settings.ScratchSettings, of the network, or of the one to come
    result : lessons.training.results.ClassifierRun, or None while there is none
    """
    learning = current_job("build") if is_training("build") else None
    every = REFRESH if learning else None
    st.fragment(_draw_and_see, run_every=every)(labels, settings, result, learning)


def drawing():
    """What is drawn, cut to its ink; None while nothing is."""
    return st.session_state.get(_DRAWN)


def answers_at_the_ends():
    """What the network said of a drawing before it had learned anything, and in the end: (label, probability) of each.

    None until the learner has gone back to the start.
    """
    return st.session_state.get(_ENDS)


def _at_the_ends(result, drawn):
    states = layer_caches.stack_states(result.settings, len(result.labels))
    answers = [states.answer(record, drawn) for record in (result.records[0], result.records[-1])]
    return [(result.labels[int(np.argmax(shares))], float(shares.max())) for shares in answers]


def _draw_and_see(labels, settings, result, learning):
    paper, answers = st.columns([SIDE + 16, 280], gap="medium")
    with st.container():
        record = _record(result, learning)
    if learning:  # its answer is the latest, and then its last one, whatever an earlier network said
        st.session_state.pop(_EPOCH, None)
        st.session_state.pop(_ENDS, None)
    with paper:
        drawn = drawing_canvas(side=SIDE, pen=PEN, stays=True, key="build_paper")
    drawn = None if drawn is None else cut_to_ink(drawn)
    before, st.session_state[_DRAWN] = drawing(), drawn
    wakes = (before is None) != (drawn is None) or section_of("build") == MAPS  # what else of the page follows the drawing
    if wakes and not np.array_equal(drawn, before):
        st.rerun()
    at_start = result is not None and drawn is not None and record is not None and record.epoch == 0
    if at_start and _ENDS not in st.session_state:
        st.session_state[_ENDS] = _at_the_ends(result, drawn)
        st.rerun()
    with answers:
        if record is None or drawn is None:
            st.html(probability_bars(labels, None)[0])
            st.caption(words("build", "draw_first" if record is None else "draw_now"))
            return
        states = layer_caches.stack_states(settings, len(labels))
        bars, finding = probability_bars(labels, states.answer(record, drawn))
        st.html(bars)
        st.caption(words("build", "after_epoch", epoch=record.epoch, finding=finding))


def _record(result, learning):
    """The state of the network that is asked: the latest while it learns, and then the one that is chosen."""
    if result is not None:
        epochs = [record.epoch for record in result.records]
        return (
            at_epoch(result.records, scrubber("Its answer after epoch", epochs, start=epochs[-1], key=_EPOCH))
            if epochs
            else None
        )
    step = learning.poll().step if learning else None
    return step.records[-1] if step and step.records else None
