"""Training networks that segment: one at a time, going on where one stopped, and all that were trained side by side."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lessons.figures.masks import figure_curves
from lessons.figures.u_shape import u_shape
from lessons.texts import words
from lessons.training.records import at_epoch
from pages.beyond.parts.mask_view import class_legend, row_of_masks
from pages.beyond.parts.scene_training import say_earlier
from pages.beyond.parts.segmentation_report import judge
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import beyond_caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import say_what_trains, start_job, watch_job
from pages.shared.session.state import current_job, current_picture, epochs_of, latest_result

_SEED = "The number that all chance begins with: the same seed gives the same training."
_RESULTS = "state_segmentation_results"  # name of a network -> its latest result


def train_one(scenes, *, key):
    """Let the learner choose a network, read its table, and train it on scenes like the one that is shown.

    Parameters
    ----------
    scenes : lessons.finding.scenes.SceneSettings
    key : str
    """
    from lessons.finding.segmenters import SEGMENTERS
    from lessons.finding.segmenting import SegmentationSettings, fit_segmentation

    left, right = st.columns([2, 3], gap="large")
    with left:
        network = st.segmented_control(
            "Network",
            list(SEGMENTERS),
            default="U-Net",
            required=True,
            key=f"{key}_network",
            help=words("segmentation", "networks"),
            bind="query-params",
        )
        first, second = wrapping_row(2)
    epochs = first.slider("Epochs", 1, 30, SegmentationSettings.epochs, key=f"{key}_epochs", bind="query-params")
    counts = [100, 300, 600, 1200, 2400]
    count = second.select_slider("Scenes to learn from", counts, 1200, key=f"{key}_count", bind="query-params")
    with left:
        seed = st.number_input("Seed", 0, 9999, 0, key=f"{key}_seed", help=_SEED, bind="query-params", width=150)
        settings = SegmentationSettings(network=network, scenes=scenes, epochs=epochs, count=count, seed=seed)
        rows = beyond_caches.segmenter_rows(network, scenes.size)
        parameters = sum(row["parameters"] for row in rows)
        st.markdown(words("segmentation", "cost", parameters=parameters, scenes=count, seconds=_seconds(settings)))
        _remember(key)
        earlier = _results(scenes).get(network)
        picture = current_picture().pixels
        with st.container(horizontal=True):
            if st.button("Train", type="primary", icon=":material/play_arrow:", key=f"{key}_train"):
                start_job(fit_segmentation, settings, watched=[picture], key=key, epochs=epochs)
            if earlier is not None and st.button("Train on", icon=":material/fast_forward:", key=f"{key}_on"):
                more = replace(earlier.settings, epochs=epochs)
                total = epochs + len(earlier.history)
                start_job(fit_segmentation, more, watched=[picture], earlier=earlier, key=key, epochs=total)
        if earlier is not None:
            st.caption(words("segmentation", "go_on"))
        with st.expander("The network as its table", icon=":material/table_rows:"):
            st.dataframe(rows, hide_index=True, height="content", key=f"{key}_table")
    with right:
        result = watch_job(key=key, live=partial(_live, key))
        say_earlier(result, scenes)
        if result is not None:
            judge(result, partial(compared, result, key=key), key=key)
            return
        if current_job(key) is None:
            say_what_trains()
            st.html(u_shape(rows)[0])
            st.markdown(words("segmentation", "network"))


def compared(result, *, key):
    """The networks that this session trained on the same scenes: their figures, and their masks of the same scenes."""
    from lessons.finding.scene_runs import watched_scenes

    results = _results(result.settings.scenes)
    st.markdown(words("segmentation", "side_by_side"))
    rows = [
        {
            "network": name,
            "parameters": some.model.count_params(),
            "epochs": len(some.history),
            "mean IoU": f"{some.test_report.mean_iou:.3f}",
            **{label: f"{value:.3f}" for label, value in zip(some.labels, some.test_report.iou, strict=True)},
        }
        for name, some in results.items()
    ]
    st.dataframe(rows, hide_index=True, height="content", key=f"{key}_compared")
    if {"U-Net", "U-Net without skips"} <= results.keys():
        both = {name: results[which].test_report.mean_iou for name, which in _BOTH.items()}
        st.markdown(words("segmentation", "gain", **both))
    scenes = watched_scenes(result.settings)
    for name, some in results.items():
        record = at_epoch(some.records, some.kept.number)
        row_of_masks(record.pictures[:-1], record.masks[:-1], name)
    row_of_masks([scene.image for scene in scenes], [scene.semantic for scene in scenes], "The truth")
    class_legend(result.labels)


_BOTH = {"with_skips": "U-Net", "without": "U-Net without skips"}


def _results(scenes):
    """The session's results on these scenes, by the network's name."""
    return {name: some for name, some in desk().get(_RESULTS, {}).items() if some.settings.scenes == scenes}


def _live(key, step):
    """The figures and the masks of the watched pictures while the network learns."""
    if step.history:
        show_chart(figure_curves(step.history, epochs_of(key)), key=f"{key}_live")
    if step.records:
        last = step.records[-1]
        row_of_masks(last.pictures, last.masks, f"After epoch {last.epoch}")


def _remember(key):
    """Keep what the job of the page has learned, by the network's name."""
    result = latest_result(key)
    if result is not None:
        desk().setdefault(_RESULTS, {})[result.settings.network] = result


def _seconds(settings):
    """What a run is expected to take on two cores, rounded."""
    return max(10, round((8 + settings.epochs * settings.count * 0.0036) / 5) * 5)
