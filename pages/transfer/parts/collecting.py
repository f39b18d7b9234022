"""The ways in which pictures of a class are brought: camera, files, a ZIP, drawings, the net."""

import streamlit as st

from lessons.data.class_names import LONGEST_NAME, cleaned, known_as
from lessons.data.own_data import LONGEST
from lessons.images.drawing import cut_to_ink
from lessons.texts import counted, words
from pages.shared.frame.drawing_canvas import drawing_canvas
from pages.shared.lesson.plain_text import plain
from pages.shared.session.dataset_choice import fetched_dataset
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import start_job, watch_job
from pages.shared.session.own_pictures import add_classes, add_pictures, can_undo, own_classes, undo
from pages.shared.session.picture_files import picture_files, said_of
from pages.transfer.parts.camera import camera_burst

NEW = "a new class"
PAPER = 230  # pixels
MOST_MEGABYTES = 100  # of a ZIP
NET_FAILURE = "{}"


def collecting(*, key):
    """One slim row: the ways to bring pictures, the one that is chosen behind a button, and undo.

    What is brought is in `own_pictures` afterwards.
    """
    opened = f"{key}_bring"
    if st.session_state.pop(f"{key}_brought", False):  # all at once: they lie on the table now
        st.session_state[opened] = False
    if f"{key}_way" in st.query_params:  # a link that names a way leads to it
        st.session_state.setdefault(opened, True)
    way = st.segmented_control(
        "Bring them by",
        list(_WAYS),
        default="Camera",
        required=True,
        key=f"{key}_way",
        bind="query-params",
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update({opened: True}),
    )
    label, icon = _BUTTONS[way]
    with st.popover(label, icon=icon, type="primary", key=opened, on_change="rerun"):
        _WAYS[way](key)
    st.button("Undo", icon=":material/undo:", disabled=not can_undo(), on_click=undo, key=f"{key}_undo")


def class_name(key):
    """Let the learner choose the class of the next pictures: a known one, or a new one. None while it has no name."""
    chosen, following = f"{key}_class", f"{key}_class_next"
    known = list(own_classes())
    if following in st.session_state:  # the class that pictures were just added to
        st.session_state[chosen] = st.session_state.pop(following)
    if st.session_state.get(chosen) not in (None, NEW, *known):
        del st.session_state[chosen]
    kept = f"state_{key}_class"  # the widget forgets it where a way of bringing has no class to choose
    if chosen not in st.session_state and desk().get(kept) in known:
        st.session_state[chosen] = desk()[kept]
    name = st.pills("Class", [*known, NEW], default=NEW, required=True, key=chosen) if known else NEW
    desk()[kept] = name
    if name == NEW:
        name = st.text_input("Name of the class", max_chars=LONGEST_NAME, placeholder="for example: cup", key=f"{key}_name")
        if name.strip() and not cleaned(name):
            st.error("A class needs a name with letters or digits in it.", icon=":material/error:")
            return None
        name = known_as(cleaned(name), known)
    if not name:
        st.caption("First say what the pictures will show.")
    return name or None


def _camera(key):
    name = class_name(key)
    if name is None:
        return
    shots = camera_burst(key=f"{key}_camera", label=f"Hold to record {plain(name)}")
    st.caption(words("collect", "camera"))
    if shots:
        _add(key, name, shots, burst=True)


def _files(key):
    name = class_name(key)
    take_files(name, key=key)


def take_files(name, *, key):
    """Let the learner bring files of a class; None as its name lets nothing be brought yet."""
    number = st.session_state.setdefault(f"{key}_files_taken", 0)  # an uploader that was emptied is a new one
    files = picture_files(
        "Pictures of this class", several=True, key=f"{key}_files_{number}", disabled=name is None, longest=LONGEST
    )
    if name is None:
        return
    pictures = [file.pixels for file in files if not file.refusal]
    if pictures:
        st.session_state[f"{key}_files_taken"] = number + 1
        skipped = len(files) - len(pictures)
        summary = f"Taken: {counted(len(pictures), 'picture')} of {name}."
        summary += f" Skipped: {counted(skipped, 'file')} that can't be read." if skipped else ""
        _add(key, name, pictures, notes=[sentence for file in files for sentence in said_of(file)], summary=summary)
    for file in files:
        if file.refusal:
            st.error(said_of(file)[0], icon=":material/broken_image:")


def take_zip(*, key):
    """Let the learner bring a ZIP of several classes."""
    st.markdown(words("collect", "zip"))
    file = st.file_uploader("ZIP", type="zip", max_upload_size=MOST_MEGABYTES, key=f"{key}_zip")
    done = f"{key}_zip_done"  # the file that was taken or refused: the widget keeps it
    if file is None or st.session_state.get(done) == file.file_id:
        return
    from lessons.data.zip_pictures import read_zip, survey_zip

    try:
        ways = survey_zip(file.getvalue()).ways
        way = ways[0] if len(ways) == 1 else _chosen_way(ways, key)
        if way is None:
            return
        st.session_state[done] = file.file_id
        with st.spinner("Reading the pictures", show_time=True):
            found = read_zip(file.getvalue(), way)
        add_classes(found.pictures, notes=found.notes, parts=found.parts, summary=found.summary)
    except ValueError as error:
        st.session_state[done] = file.file_id
        _refuse(error)
        return
    st.session_state[f"{key}_shown"] = known_as(next(iter(found.pictures)), own_classes())
    st.session_state[f"{key}_brought"] = True
    st.rerun()


def _chosen_way(ways, key):
    """Let the learner say how the folders of a ZIP are meant; nothing has been read yet. None until it is said."""
    st.warning(words("collect", "ways"), icon=":material/account_tree:")
    counts = [", ".join(f"{label} ({count})" for label, count in way.counts.items()) for way in ways]
    number = st.radio(
        "How are its folders meant?",
        range(len(ways)),
        format_func=lambda number: plain(ways[number].title),
        captions=[plain(text, 400) for text in counts],
        key=f"{key}_zip_way",
    )
    return ways[number] if st.button("Take these pictures", type="primary", key=f"{key}_zip_take") else None


def _draw(key):
    name = class_name(key)
    if name is not None:
        take_drawings(name, key=key)


def take_drawings(name, *, key):
    """Let the learner draw pictures of a class."""
    number = st.session_state.setdefault(f"{key}_paper", 0)
    drawn = drawing_canvas(side=PAPER, pen=18, key=f"{key}_canvas_{number}")
    add = st.button(
        f"Add it to {plain(name)}", icon=":material/add:", type="primary", disabled=drawn is None, key=f"{key}_add_drawing"
    )
    if add:
        st.session_state[f"{key}_paper"] = number + 1  # a fresh sheet
        _add(key, name, [cut_to_ink(drawn)])


def _net(key):
    from lessons.data.net_data import NET_DATASETS, fetch_dataset

    titles = {f"{record.title}, {record.size / 1e6:.0f} MB": name for name, record in NET_DATASETS.items()}
    title = st.radio("Data set", list(titles), key=f"{key}_net")
    record = NET_DATASETS[titles[title]]
    st.markdown(f"{', '.join(record.labels)}. {record.credit}. {record.licence}")
    per_class = st.select_slider("Pictures a class", [20, 50, 100, 200], 100, key=f"{key}_net_each")
    if st.button("Fetch it", icon=":material/cloud_download:", key=f"{key}_fetch"):
        start_job(fetch_dataset, titles[title], per_class=per_class, key=key, heavy=False)
    watch_job(key=key, failure=NET_FAILURE, stopped="Cancelled: nothing was kept.")
    if fetched_dataset() is not None:
        st.success(f"{fetched_dataset().title}: ready. It can be chosen on the next page.", icon=":material/check_circle:")
    st.caption(words("collect", "net"))


_BUTTONS = {
    "Camera": ("Take pictures", ":material/photo_camera:"),
    "Files": ("Choose files", ":material/upload_file:"),
    "ZIP": ("Choose a ZIP", ":material/folder_zip:"),
    "Draw": ("Draw them", ":material/draw:"),
    "Net": ("Fetch a data set", ":material/cloud_download:"),
}
_WAYS = {"Camera": _camera, "Files": _files, "ZIP": lambda key: take_zip(key=key), "Draw": _draw, "Net": _net}


def _add(key, name, pictures, *, burst=False, notes=(), summary=""):
    try:
        add_pictures(name, pictures, burst=burst, notes=notes, summary=summary)
    except ValueError as error:
        _refuse(error)
    else:
        st.session_state[f"{key}_class_next"] = st.session_state[f"{key}_shown"] = name
        st.toast(f"{len(pictures)} added to {plain(name)}.", icon=":material/check_circle:")
        st.rerun()


def _refuse(error):
    kept = " Your earlier pictures stay." if own_classes() else ""
    st.error(f"{str(error).rstrip('.')}.{kept}", icon=":material/error:")
