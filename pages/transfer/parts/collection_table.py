"""A collection on a table: what is for training, what is locked away for the test, and lines between what belongs together."""

import base64

import numpy as np

from lessons.data.own_data import LEAST_PICTURES
from lessons.figures.pictures import jpeg
from lessons.images.resizing import center_square, square
from pages.shared.components.component_files import component

THUMBNAIL = 64  # pixels, as they are sent
ACROSS = 16  # thumbnails in a line of the sheet
MOST = 180  # pictures that are shown, of all classes together

_COMPONENT = component(__file__)


def collection_table(table, sheet, *, title, lead, said, is_warning, key):
    """Show a collection.

    Parameters
    ----------
    table : lessons.data.on_the_table.Tabled
    sheet : bytes, of `sheet_of` for the same pictures
    title, lead : str, what it is, and what to look at
    said : str, what the split is worth
    is_warning : bool, whether that is bad news
    key : str
    """
    several = np.bincount(table.groups, minlength=1) > 1
    seen = set(table.seen_before.tolist())
    rows = []
    for target, label in enumerate(table.labels):
        places = np.flatnonzero(table.targets == target)
        pictures = [
            {
                "place": int(place),
                "group": int(table.groups[place]) if several[table.groups[place]] else -1,
                "locked": table.testing is not None and bool(table.testing[place]),
                "seen": int(place) in seen,
            }
            for place in places[: shown_of_each(len(table.labels))]
        ]
        missing = table.missing.get(label, 0)
        rows.append({"label": label, "count": len(places), "missing": missing, "pictures": pictures})
    data = {
        "sheet": base64.b64encode(sheet).decode(), "size": THUMBNAIL, "across": ACROSS, "rows": rows, "title": title,
        "lead": lead, "said": said, "isWarning": is_warning, "isSplit": table.testing is not None, "least": LEAST_PICTURES,
    }  # fmt: skip
    _COMPONENT(key=key, data=data)


def shown_of_each(classes):
    """How many pictures of each class are shown."""
    return max(8, MOST // max(classes, 1))


def sheet_of(images):
    """Thumbnails of pictures as one JPEG, line by line."""
    lines = -(-max(len(images), 1) // ACROSS)
    sheet = np.full((lines * THUMBNAIL, ACROSS * THUMBNAIL, 3), 255, np.uint8)
    for place, image in enumerate(images):
        top, left = THUMBNAIL * (place // ACROSS), THUMBNAIL * (place % ACROSS)
        sheet[top : top + THUMBNAIL, left : left + THUMBNAIL] = square(center_square(image), THUMBNAIL)
    return jpeg(sheet)
