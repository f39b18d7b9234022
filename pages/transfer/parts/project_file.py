"""Saving everything that a session has made as one file, and opening such a file again."""

import streamlit as st

from lessons.texts import counted
from lessons.training.settings import TrainingSettings
from pages.shared.session.dataset_choice import OWN
from pages.shared.session.desk_bytes import NoRoomError
from pages.shared.session.kept_work import note_packed, pack_work, unpack_work, work_holds, work_version
from pages.shared.session.own_pictures import own_classes
from pages.shared.session.session_networks import name_of, network_at_hand, taken
from pages.shared.session.state import is_new
from pages.transfer.parts.training_choice import set_controls

MOST_MEGABYTES = 400  # server.maxUploadSize; 2,000 photos of 256 pixels are about 250, and a network on VGG16 60


def save_project_file(*, key):
    """Pack all that the learner has into a file, and offer it as a download."""
    if not any(work_holds().values()):
        st.caption("There is nothing to save yet: bring pictures, or train a network.")
        return
    what = work_version()
    if st.button("Save as a project", icon=":material/save:", key=f"{key}_save"):
        with st.spinner("Packing", show_time=True):
            data, lacks = pack_work()
        if lacks:
            st.warning(lacks, icon=":material/warning:")
        note_packed()
        st.session_state[f"{key}_project"] = (what, data)
    saved = st.session_state.get(f"{key}_project")
    if saved is not None and saved[0] != what:
        del st.session_state[f"{key}_project"]  # of what was there before: it would only fill the memory
        saved = None
    if saved is not None:
        st.download_button(
            f"Download my_project.zip, {len(saved[1]) / 1e6:.1f} MB",
            saved[1],
            "my_project.zip",
            "application/zip",
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}_project_download",
        )


def open_project_file(*, key):
    """Let the learner open a project. What is damaged or hostile gets a sentence, and what was open stays."""
    file = st.file_uploader("Open a project", type="zip", max_upload_size=MOST_MEGABYTES, key=f"{key}_open")
    if file is not None and is_new(f"{key}_open", file.file_id):
        from lessons.takehome.project import ProjectError

        try:
            with st.spinner("Opening", show_time=True):
                project, _ = unpack_work(file.getvalue())
        except (ProjectError, NoRoomError) as error:
            st.error(f"{str(error).rstrip('.')}. What was open stays.", icon=":material/error:")
            return
        if isinstance(project.settings, TrainingSettings):
            set_controls(project.settings, key="fine_tune")
        if project.pictures:
            st.session_state["fine_tune_set"] = OWN
        counts = sum(map(len, project.pictures.values())), len(own_classes())
        st.session_state[f"{key}_opened"] = (counts, project.settings, project.model is not None, len(project.photos))
        st.rerun()


def say_what_was_opened(*, key):
    """What the project held that was opened, as long as the page is looked at."""
    if st.session_state.get(f"{key}_opened"):
        st.success(_said(*st.session_state[f"{key}_opened"]), icon=":material/check_circle:")


def _said(counts, settings, has_network, photos):
    """What was opened, what was set up like it, and what became of its network."""
    pictures, classes = counts
    own = f", and {counted(photos, 'photo of your own', 'photos of your own')}" if photos else ""
    said = [f"Opened: {counted(pictures, 'picture')} in {counted(classes, 'class', 'classes')}{own}."]
    if isinstance(settings, TrainingSettings):
        said.append(
            f"Trained with {counted(settings.epochs, 'epoch')} at {settings.image_size} × {settings.image_size}, learning rate "
            f"{settings.learning_rate:g}, seed {settings.seed}. The page Fine-tune was set up like that"
            f"{', with these pictures' if pictures else ''}."
        )
    at_hand, run = network_at_hand(), taken()
    if not has_network:
        said.append("It holds no network." + (f" The one at hand is {name_of(at_hand)}." if at_hand else ""))
    elif run and at_hand is not run:
        said.append(f"Its network is the one at hand now. {name_of(run)} is kept: choose it above, or judge it.")
    elif run:
        said.append(f"Its network is kept; the one at hand is {name_of(run)}.")
    return " ".join(said)
