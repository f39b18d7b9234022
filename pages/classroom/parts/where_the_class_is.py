"""Where the class is: a row for each learner, a column for each lesson that anybody has begun; and what most got wrong."""

from datetime import datetime
from html import escape

import streamlit as st

from lessons.catalog import lesson
from lessons.classroom.class_grid import cell_of, class_csv, lessons_of, most_made_slip
from lessons.classroom.class_sheet import class_sheet
from lessons.classroom.school_class import ClassError
from lessons.texts import counted, words
from pages.classroom.parts.experiment_button import experiment_button
from pages.classroom.parts.paper import lay_out
from pages.classroom.parts.shown_names import shown_name
from pages.shared.lesson.print_button import print_button
from pages.shared.session.visitor_zone import visitor_zone


def where_the_class_is(place):
    """Show it, as it was at the latest snapshot."""
    try:
        rows = place.school_class.grid(place.key)
    except ClassError:
        return  # the next look says why
    lessons = lessons_of(rows)
    if not lessons:
        first = lesson("network")
        with st.container(key="classroom_grid_to_come", gap="small"):
            st.html("<h2>How far is everybody?</h2>")
            st.markdown(words("classroom", "no_lesson"))
            st.page_link(first.page, label=f"Open a lesson: {first.title}", icon=first.icon, width="content")
        return
    names = list(map(shown_name, rows))
    head = "".join(f'<th scope="col">{escape(entry.short or entry.title)}</th>' for entry in lessons)
    body = "".join(_row(name, row, lessons) for name, row in zip(names, rows, strict=True))
    table = f'<table><thead><tr><th scope="col">Learner</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    st.html(f'<div class="class-grid" role="region" aria-label="Where the class is" tabindex="0">{table}</div>')
    st.caption(words("classroom", "grid"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _slip(rows)
        st.space("stretch")
        st.download_button(
            "Save as CSV", class_csv(rows), "class.csv", "text/csv", key="classroom_csv", icon=":material/download:"
        )


def sheet_of_class(place):
    """Show the sheet of the class, as it will be printed."""
    try:
        rows = place.school_class.grid(place.key)
    except ClassError:
        return  # the next look says why
    with st.container(key="classroom_sheet", horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(words("classroom", "sheet"))
        print_button(key="classroom_print", primary=True)
    day = datetime.now(visitor_zone()).strftime("%d %B %Y").lstrip("0")
    lay_out(class_sheet(place.code, rows, list(map(shown_name, rows)), day))


def _row(name, row, lessons):
    cells = "".join(_cell(cell_of(row, entry.slug)) for entry in lessons)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _cell(cell):
    right = f" {cell.right} of {cell.asked}" if cell.asked else ""
    return f'<td><i class="{cell.mark.replace(" ", "-")}"></i><span>{cell.mark}</span>{right}</td>'


def _slip(rows):
    made = most_made_slip(rows)
    if made is None:
        return
    slip, count = made
    about = lesson(slip.slug)
    told = f"Most common mistake, by {counted(count, 'learner')}: {about.title}, question {slip.number}. “{slip.note}”"
    st.html(f'<p class="class-slip">{escape(told)}</p>', width="content")
    if slip.experiment:
        experiment_button(slip.slug, slip.experiment, key="classroom_experiment")
    else:
        st.page_link(about.page, label=f"Show it on the wall: {about.title}", icon=about.icon, width="content")
