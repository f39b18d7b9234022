"""The tournament on the wall: every learner's network, tested on every learner's pictures, as a matrix of shares."""

from html import escape

import numpy as np
import streamlit as st

from lessons.classroom.school_class import ClassError
from lessons.classroom.tournament_entries import entries_of_all
from lessons.texts import counted, words
from pages.classroom.parts.class_job import say_refusal, start_class_job
from pages.classroom.parts.shown_names import hide_names, shown_name
from pages.classroom.parts.wall_views import LEARN, view_button
from pages.shared.session.class_seat import TOURNAMENT
from pages.shared.session.job_panel import job_bar, stop_job
from pages.shared.session.state import current_job, latest_result

FEW, MANY = 14, 22  # test sets up to which each cell has room for its number, and up to which a name stands out

_QUESTION = "<h2>Whose network is right on the others' pictures, too?</h2>"


def tournament_wall(place, seen):
    """Show it, as it stands."""
    try:
        entries = entries_of_all(place.school_class, place.key)
    except ClassError:
        return  # the next look says why
    if entries is None:
        with st.container(key="classroom_tournament", gap="small"):
            st.html(_QUESTION)
            st.markdown(words("classroom", "tournament"))
            st.markdown(words("classroom", "tournament_first"))
            view_button("Collect pictures", LEARN, key="classroom_to_pictures")
        return
    job = current_job(TOURNAMENT)
    snapshot = job.poll() if job is not None else None
    with st.container(key="classroom_tournament", gap="small"):
        say_refusal()
        if snapshot is not None and not snapshot.over:
            job_bar(snapshot)
            st.button("Stop", icon=":material/stop_circle:", key="classroom_stop_it", on_click=stop_job, args=(TOURNAMENT,))
            return
        if snapshot is not None and snapshot.state == "failed":
            st.error(f"The tournament failed: {snapshot.message}.", icon=":material/error:")
        standings = latest_result(TOURNAMENT)
        if standings is None:
            _begin(place, entries)
        else:
            _standings(place, seen, standings, entries)


def _begin(place, entries):
    st.html(_QUESTION)
    st.markdown(words("classroom", "tournament"))
    if entries.is_enough:
        tests = counted(len(entries.tests), "test set")
        st.markdown(f"**{counted(len(entries.networks), 'network')}, {tests}.**")
    else:
        st.markdown(words("classroom", "too_few_networks"))
    if _start_button("Start the tournament", entries):
        _start(place)


def _start_button(label, entries, kind="primary"):
    return st.button(label, key="classroom_play", type=kind, disabled=not entries.is_enough)


def _start(place):
    from lessons.training.tournament import tournament

    try:
        entries = entries_of_all(place.school_class, place.key)
    except ClassError:
        return
    if entries is not None and entries.is_enough:
        start_class_job(tournament, entries, key=TOURNAMENT)


def _standings(place, seen, standings, entries):
    own, others = np.nanmean(standings.own), np.nanmean(standings.others)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        told = f"<b>{others:.0%}</b> right on the others' pictures, <b>{own:.0%}</b> on their learner's own"
        st.html(f'<p class="class-count">{told}</p>', width="content")
        st.space("stretch")
        hide_names()
        is_wanted = _start_button("Once more", entries, kind="secondary")
    if is_wanted:
        _start(place)
    names = {learner.number: shown_name(learner) for learner in seen.learners}
    st.html(_table(standings, names))
    st.caption(words("classroom", "matrix" if others < own else "matrix_alike"))


def _table(standings, names):
    columns = [names.get(standings.tests[column], "gone") for column in standings.columns]
    heads = "".join(f'<th scope="col" class="test"><span>{escape(name)}</span></th>' for name in columns)
    head = f'<tr><th scope="col">Network</th><th scope="col">Others</th><th scope="col">Own</th>{heads}</tr>'
    body = "".join(_row(standings, row, names) for row in standings.order)
    kind = "few" if len(columns) <= FEW else "many" if len(columns) <= MANY else "many most"
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    about = "Shares of right answers: a row for each network, a column for each learner's test pictures"
    return f'<div class="class-matrix {kind}" role="region" aria-label="{about}" tabindex="0">{table}</div>'


def _row(standings, row, names):
    who = standings.networks[row]
    means = "".join(f'<td class="mean">{_percent(share)}</td>' for share in (standings.others[row], standings.own[row]))
    shares = standings.shares[row]
    cells = "".join(_cell(shares[column], standings.tests[column] == who) for column in standings.columns)
    return f'<tr><th scope="row">{escape(names.get(who, "gone"))}</th>{means}{cells}</tr>'


def _percent(share):
    return "–" if np.isnan(share) else f"{share:.0%}"


def _cell(share, is_own):
    kind = ' class="own"' if is_own else ""
    return f'<td{kind}><i style="--share: {100 * share:.0f}%"><span>{share:.0%}</span></i></td>'
