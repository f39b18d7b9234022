"""The time zone of the visitor's browser."""

from datetime import UTC, timedelta, timezone

import streamlit as st

_MOST = 14 * 60  # minutes that a zone is ahead of or behind UTC


def visitor_zone():
    """The zone that the browser tells; UTC where it tells none, or none that there is."""
    offset = st.context.timezone_offset
    return timezone(timedelta(minutes=-offset)) if offset and abs(offset) <= _MOST else UTC
