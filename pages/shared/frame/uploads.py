"""Uploads stay in memory, also while they arrive: by itself, the server puts those of more than 1 MB into a file first."""

import streamlit as st
from starlette.formparsers import MultiPartParser


def keep_uploads_in_memory():
    """Let an upload of any size that the server takes be received in memory. Once is enough, and more do no harm."""
    MultiPartParser.spool_max_size = (st.get_option("server.maxUploadSize") + 1) * 1024**2
