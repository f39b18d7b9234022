"""Strangers' text on a page: names of files and classes, which Markdown must not act on."""

from lessons.data.class_names import cleaned

MOST = 120  # letters that are shown


def plain(text, most=MOST):
    """A stranger's text as Markdown that shows it as it is, cleaned; of a long one the beginning."""
    return cleaned(text)[:most].replace("_", r"\_").strip()
