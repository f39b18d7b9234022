"""A table to read and to print: nothing in it moves, and on a narrow page it can be scrolled by keys as well."""

from html import escape

import streamlit as st


def plain_table(rows, label):
    """Show a table.

    Parameters
    ----------
    rows : list of dict of column -> text, all with the same columns; what begins with "http" is a link
    label : str, what it is about, for those who can't see it
    """
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in rows[0])
    body = "".join(f"<tr>{''.join(map(_cell, row.values()))}</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    st.html(f'<div class="plain-table" role="region" aria-label="{escape(label)}" tabindex="0">{table}</div>')


def _cell(text):
    said = escape(text)
    return f'<td><a href="{said}">{said}</a></td>' if text.startswith("http") else f"<td>{said}</td>"
