"""The networks that the learner trained, as a table: their figures, their seeds, and addresses that set up the same again."""

import streamlit as st

from lessons.catalog import lesson
from pages.shared.session.session_networks import TRAINERS, runs, title
from pages.shared.session.state import latest_result, link_of
from pages.shared.session.test_set_lock import looked_at

TRAINED_ON = ("build", "train", "fine_tune", "localisation", "detection", "segmentation")
_FIGURES = {"accuracy": "accuracy", "mean_iou": "mean IoU", "mean_average_precision": "mean average precision"}


def network_rows():
    """A dict for each network that this visit trained, as far as the server still has it."""
    rows = []
    for slug in TRAINED_ON:
        result = runs(slug) if slug in TRAINERS else latest_result(slug)
        for run in result if isinstance(result, tuple) else (result,) if result is not None else ():
            rows.append(_row(slug, run))
    return rows


def _row(slug, run):
    return {
        "Lesson": lesson(slug).title,
        "Network": title(run) if slug in TRAINERS else "",
        "Learned from": f"{run.data}, {run.pictures} pictures" if hasattr(run, "data") else f"{run.settings.count:,} scenes",
        "Epochs": str(len(run.history)),
        "Seed": str(run.settings.seed),
        "Validation": f"{run.validation_report.accuracy:.1%}" if hasattr(run, "validation_report") else "",
        "Test": _tested(run) if slug not in TRAINERS or looked_at(run) else "not opened",
        "The same again": _address(link_of(slug)),
    }


def _address(link):
    """A link from the top of the app as a whole address, where the browser tells the one of this page."""
    here = (st.context.url or "").rstrip("/").removesuffix("/results")
    return f"{here}/{link}" if here else link


def _tested(run):
    report = run.test_report
    told = [f"{_FIGURES[name]} {getattr(report, name):.1%}" for name in _FIGURES if hasattr(report, name)]
    interval = f" ({report.interval_text})" if hasattr(report, "interval_text") else ""
    return ", ".join(told) + interval
