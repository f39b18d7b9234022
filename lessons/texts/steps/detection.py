"""What there is to try with boxes, doubles and a detector."""

from lessons.texts.steps import Known, Preset, Step, Steps

_LEARNED = {"detection_stage": "a detector"}
_BOXES, _DOUBLES = {"detection_stage": "two boxes"}, {"detection_stage": "doubles"}  # what the stage shows


def _one_lies_inside(known: Known) -> bool:
    """Whether one box covers nothing but a part of the other."""
    boxes = known["boxes"]
    return bool(boxes.shared == min(boxes.area_a, boxes.area_b) < boxes.together)


def _of_areas(known: Known) -> str:
    if not _one_lies_inside(known):
        return "Both cover the small box, and together they cover the large one: the IoU is the small area over the large."
    small, large = sorted((known["boxes"].area_a, known["boxes"].area_b))
    return f"Both cover the small box of {small:,.8g} square pixels; together they cover {large:,.8g}: {small / large:.3f}."


TO_TRY = Steps(
    (
        Step(
            "agree",
            "Drag box A onto box B, until A counts as found. What would the IoU be if both fitted exactly?",
            lambda known: bool(known["boxes"].iou >= 0.5),
            "1: what both cover is then all they cover together. Yours is {boxes.iou:.3f}; from 0.5 on it counts as found.",
            lambda _: ["1", "0.5", "100"],
            by={"detection_box_a": "30 20 285 190"},
            start=_BOXES,
        ),
        Step(
            "inside",
            "Pull a corner, until one box lies completely inside the other. Is the IoU 1 now?",
            _one_lies_inside,
            _of_areas,
            lambda _: ["No, it is smaller", "Yes, it is 1", "No, it is 0"],
            {"detection_box_a": "150 80 250 180"},
            start=_BOXES,
        ),
        Step(
            "doubles",
            "A detector finds each thing several times. Drop a double only above an IoU of 90%. What is left?",
            lambda known: known["kept"] is not None and known["overlap"] >= 90,
            "{kept} of {said} boxes for {things} things: doubles rarely agree that well, so they stay.",
            lambda _: ["Several boxes for each thing", "One box for each thing", "No box at all"],
            _DOUBLES | {"detection_overlap": 90},
            _DOUBLES | {"detection_overlap": 45},
        ),
        Step(
            "epochs",
            "This detector learned to find shapes. Go back to epoch 0: how many boxes did it find before it had learned "
            "anything?",
            lambda known: known["epoch"] == 0,
            "None: it begins with “nothing here”, which is nearly always right. After {epochs} epochs its mAP is {value:.2f}.",
            lambda _: ["None", "A few", "One in each cell"],
            _LEARNED | {"detection_shown_epoch": 0},
            _LEARNED | {"detection_shown_epoch": 8},
        ),
    ),
    (
        Preset(
            "Small in large",
            _BOXES | {"detection_box_a": "20 10 120 110", "detection_box_b": "45 35 95 85"},
            "A covers all of B, and the IoU is far from 1: most of what A covers is not B.",
            _BOXES,
        ),
        Preset(
            "Only shifted",
            _BOXES | {"detection_box_a": "20 10 110 100", "detection_box_b": "50 10 140 100"},
            "Two equal boxes, one third apart: the IoU is 0.5, just enough to count as found.",
            _BOXES,
        ),
    ),
)
