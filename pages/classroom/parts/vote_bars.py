"""How a class has voted: a bar for each answer, before and after; and what is behind each answer, once it may be told."""

import string
from html import escape

import streamlit as st


def vote_bars(vote, question):
    """Show the answers; with bars, where a round is closed; with the right one and all notes, where the answer is shown.

    A full bar is all who voted in that round.

    Parameters
    ----------
    vote : lessons.classroom.vote.VoteSnapshot
    question : lessons.texts.questions.Question
    """
    rows = "".join(_row(option, choice, vote, question) for option, choice in enumerate(question.choices))
    kind = " told" if vote.is_shown else ""
    st.html(f'<ol class="class-bars{kind}">{rows}</ol>')


def _row(option, choice, vote, question):
    is_right = choice.text == question.right.text
    bars = "".join(_bar(number, counts[option], sum(counts), len(vote.counts)) for number, counts in enumerate(vote.counts))
    mark = "✓ " if is_right and vote.is_shown else ""
    note = f'<p class="note">{escape(choice.note)}</p>' if vote.is_shown else ""
    kind = ' class="right"' if is_right and vote.is_shown else ""
    letter = string.ascii_uppercase[option]
    text = f'<p class="option"><b>{letter}</b>{mark}{escape(choice.text)}</p>'
    return f"<li{kind}>{text}<div>{bars}</div>{note}</li>"


def _bar(number, count, voted, rounds):
    name = ("before", "after")[number] if rounds > 1 else ""
    share = count / voted if voted else 0
    shown = f"<span>{name}</span>" if name else ""
    return f'<p class="bar {name}">{shown}<i><u style="width:{share:.1%}"></u></i><b>{count}</b><small>{share:.0%}</small></p>'
