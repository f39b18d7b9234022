"""A Plotly figure of `lessons.figures.charts` on a page, with its finding as alternative text."""

import streamlit as st

SMALLEST = 13  # pixels: no letters of the course are smaller


def show_chart(chart, *, key):
    """Draw `chart`, a (figure, finding) pair, and return the finding."""
    figure, finding = chart
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(tickfont={"size": SMALLEST})
    figure.update_layout(legend={"font": {"size": SMALLEST}})
    st.plotly_chart(figure, key=key, config={"displayModeBar": False}, alt=finding)
    return finding
