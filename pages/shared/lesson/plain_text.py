"""Strangers' text on a page: names of files and classes, which Markdown must not act on."""

MOST = 120  # letters that are shown
_ACTING = frozenset("\\`*[]<>#|~$:^=&@{}!")


def cleaned(text):
    """A stranger's text in one line, without the characters that Markdown or HTML would act on inside of it, but for `_`."""
    return " ".join("".join(letter if letter.isprintable() and letter not in _ACTING else " " for letter in text).split())


def plain(text):
    """A stranger's text as Markdown that shows it as it is, cleaned; of a long one the beginning."""
    return cleaned(text)[:MOST].replace("_", r"\_").strip()
