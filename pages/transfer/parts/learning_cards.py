"""The ways to train while they learn, one after the other: which is done and how well, which learns now, and which waits."""

import streamlit as st

from pages.shared.session.job_panel import REFRESH
from pages.shared.session.state import current_job
from pages.transfer.parts.arm_cards import arm_cards


@st.fragment(run_every=REFRESH)
def learning_cards(arms, network, unfrozen, before, images):
    """Draw them, anew each time the training has come further.

    Parameters
    ----------
    arms : keys of ARMS in the order in which they are trained; one may be trained several times
    network, unfrozen : as `arm_cards` takes them
    before : dict of a key of ARMS -> what there is of it from earlier trainings
    images : function of a run to its validation pictures, none where they are not at hand
    """
    snapshot = current_job("fine_tune").poll()
    earlier = snapshot.step.earlier if snapshot.step else ()
    done = before | {run.settings.arm: run for run in earlier}
    waiting = arms[len(earlier) :]
    told = dict.fromkeys(waiting[1:], "Waits for its turn.") | {arm: how_far(snapshot.step) for arm in waiting[:1]}
    with st.container(key="fine_tune_learning"):
        arm_cards(done, arms, network, unfrozen, images=images, learning=told)


def how_far(step):
    """How far the way is that learns now, in a few words."""
    if step is None:
        return "Learns next."
    if not step.history:
        return "Its turn now: it looks at the pictures."
    last = step.history[-1]
    return f"Learns. Epoch {last.number}: {last.validation_accuracy:.0%} right."
