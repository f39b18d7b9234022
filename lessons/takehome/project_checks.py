"""What a project may hold: checked when it is saved, and again when a file is opened. Each raises ValueError."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessons.data.class_names import LONGEST_NAME, class_name
from lessons.data.own_data import MOST_CLASSES, MOST_PICTURES
from lessons.takehome.project_layout import LONGEST_TEXT, MOST_PHOTOS, PARTS

if TYPE_CHECKING:
    import keras


def check_classes(classes: Any) -> None:
    """Raise ValueError unless these are the names and sizes of classes that a project can hold."""
    if not isinstance(classes, list) or len(classes) > MOST_CLASSES:
        raise ValueError(f"There may be up to {MOST_CLASSES} classes. Received: {len(classes)}")
    for group in classes:
        name, count = group["name"], group["pictures"]
        _check_name(name)
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(f"A class must have 0 pictures or more. Received: {count!r}")
    if len({group["name"] for group in classes}) < len(classes):
        raise ValueError("Every class must have a name of its own.")
    if sum(group["pictures"] for group in classes) > MOST_PICTURES:
        total = sum(group["pictures"] for group in classes)
        raise ValueError(f"There may be up to {MOST_PICTURES:,} pictures in all. Received: {total:,}")
    for group in classes:
        bursts = bursts_of(group)
        if not isinstance(bursts, list) or len(bursts) != group["pictures"] or not all(map(_is_burst, bursts)):
            raise ValueError(f"Every picture of {group['name']!r} must have the number of its burst, or none.")
        parts = parts_of(group)
        if not isinstance(parts, list) or len(parts) != group["pictures"] or not all(part in PARTS for part in parts):
            raise ValueError(f"Every picture of {group['name']!r} must have its part of the split, or none.")


def check_photos(photos: Any) -> None:
    """Raise ValueError unless this is what can be said of a project's photos."""
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS:
        raise ValueError(f"There may be up to {MOST_PHOTOS} photos. Received: {len(photos)}")
    for photo in photos:
        for text in (photo["name"], photo["description"], *photo["notes"]):
            if not isinstance(text, str) or len(text) > LONGEST_TEXT:
                raise ValueError(f"What is said of a photo must be texts of up to {LONGEST_TEXT} letters.")
            text.encode("utf-8")  # half a character, as JSON can hold it, raises a ValueError too


def check_labels(labels: Any, model: keras.Model) -> None:
    """Raise ValueError unless these are names, one for each of the model's outputs; both may be None."""
    if labels is not None:
        if not isinstance(labels, list):
            raise ValueError(f"labels must be a list. Received: {type(labels).__name__}")
        for label in labels:
            _check_name(label)
    if model is not None and (labels is None or model.output_shape != (None, len(labels))):
        received = "none" if labels is None else len(labels)
        raise ValueError(f"There must be a label for each of the model's outputs, {model.output_shape}. Received: {received}")


def bursts_of(group: dict[str, Any]) -> list[Any]:
    """The bursts of a class's pictures; projects that were saved before bursts were have none."""
    return group.get("bursts", [None] * group["pictures"])


def parts_of(group: dict[str, Any]) -> list[Any]:
    """The part of a split that each of a class's pictures came in; projects that know of none have none."""
    return group.get("parts", [None] * group["pictures"])


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"A class's name must have 1 to {LONGEST_NAME} characters. Received: {str(name)[:LONGEST_NAME]!r}")
    name.encode("utf-8")  # half a character, as JSON can hold it, raises a ValueError too
    class_name(name)


def _is_burst(number: Any) -> bool:
    return number is None or (isinstance(number, int) and not isinstance(number, bool) and 1 <= number < 2**31)
