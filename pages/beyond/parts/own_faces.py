"""Pictures of faces of one's own: their vectors, and which of them a threshold calls the same. In memory only."""

import numpy as np
import streamlit as st

from lessons.faces.verification import distances
from lessons.figures.pictures import png
from lessons.figures.verification_charts import distance_table
from lessons.images.resizing import center_square, square
from lessons.texts import words
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.plain_text import plain
from pages.shared.session import beyond_caches
from pages.shared.session.picture_files import picture_files, said_of

MOST = 8  # pictures
SIDE = 112  # pixels of a thumbnail


def own_faces(vector, threshold, *, key):
    """Let the learner bring pictures, and compare all pairs of them."""
    network = beyond_caches.face_network()
    from lessons.faces.embedding import embed

    st.markdown(words("faces", "own"))
    files = picture_files(f"Two to {MOST} pictures", several=True, key=f"{key}_own")
    if len(files) > MOST:
        st.warning(f"The first {MOST} are compared.", icon=":material/filter_8:")
    pictures = {}
    for number, file in enumerate(files[:MOST], start=1):
        if file.refusal:
            st.error(said_of(file)[0], icon=":material/broken_image:")
            continue
        pictures[f"{number}: {plain(file.name)[:18]}"] = center_square(file.pixels)
        for sentence in said_of(file):
            st.caption(sentence)
    if len(pictures) < 2:
        st.info("Bring two pictures or more, for example two of yourself.", icon=":material/add_photo_alternate:")
        return
    with st.container(horizontal=True, gap="small"):
        for name, picture in pictures.items():
            st.image(png(square(picture, SIDE)), width=SIDE, caption=name, alt=f"Picture {name}")
    vectors = embed(network, list(pictures.values()), vector)
    table = distances(vectors, vectors)
    st.markdown(show_chart(distance_table(list(pictures), table), key=f"{key}_own_table"))
    pairs = table[np.triu_indices(len(table), 1)]
    st.markdown(words("faces", "own_result", pairs=len(pairs), same=int((pairs <= threshold).sum()), threshold=threshold))
