"""Live trainings on generated scenes, at the settings that the app begins with: how long they take, and how good they get."""

from lessons.finding.detecting import DetectorSettings, fit_detector
from lessons.finding.locating import LocatorSettings, fit_locator
from lessons.finding.segmenting import SegmentationSettings, fit_segmentation
from tests.benchmarks.timing import Comparison

_ALLOWED = 120.0  # seconds


def box_regressor():
    """A box regressor with the app's settings, from drawing the scenes to the last figure."""
    settings = LocatorSettings()
    result = fit_locator(settings)
    return _row("box regressor", settings, result, f"mean IoU {result.test_report.mean_iou:.2f}", "mean IoU 0.70 or more")


def detector():
    """A one-stage detector with the app's settings, from drawing the scenes to the last figure."""
    settings = DetectorSettings()
    result = fit_detector(settings)
    figure = f"mAP@0.5 {result.test_report.mean_average_precision:.2f}"
    return _row("one-stage detector, 3 classes", settings, result, figure, "mAP 0.70 or more")


def segmenters():
    """A U-Net with the app's settings, the same without its skip connections, and an FCN of about the same size."""
    rows = []
    for network in ("U-Net", "U-Net without skips", "FCN"):
        settings = SegmentationSettings(network=network)
        result = fit_segmentation(settings)
        asked = "mean IoU 0.80 or more" if network == "U-Net" else "less than the U-Net"
        rows.append(_row(f"{network}, 3 classes", settings, result, f"mean IoU {result.test_report.mean_iou:.2f}", asked))
    return rows


def _row(name, settings, result, figure, asked):
    what = f"{name}: {settings.count:,} scenes, {settings.epochs} epochs, seed {settings.seed}: **{figure}** on unseen scenes"
    return Comparison(what, "the time that a learner may wait", result.seconds, _ALLOWED, f"at most 1, {asked}")
