"""Strangers' text on a page: names of files and classes, which Markdown must not act on."""

MOST = 120  # letters that are shown


def plain(text):
    """A stranger's text without the characters that Markdown would act on."""
    shown = "".join(letter if letter.isalnum() or letter in " .,;-_()×'" else " " for letter in text)
    return shown.replace("_", r"\_")[:MOST].strip()
