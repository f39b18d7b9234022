"""A Plotly figure of `lessons.figures.charts` on a page, with its finding as alternative text."""

import streamlit as st


def show_chart(chart, *, key):
    """Draw `chart`, a (figure, finding) pair, and return the finding."""
    figure, finding = chart
    st.plotly_chart(figure, key=key, config={"displayModeBar": False}, alt=finding)
    return finding
