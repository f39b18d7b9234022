"""Does noise that was made with one network fool another one? Both are asked about the same three pictures."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.texts import words
from pages.shared.lesson.plain_text import plain
from pages.shared.session.network_choice import YOLO, missing_detector

UNSURE = 0.3  # an answer below this says little
PICTURES = ("as it is", "with the noise", "with random noise, as strong")


@dataclass(frozen=True)
class Said:
    """What a network says of a picture."""

    label: str
    share: float  # the probability, or the score of the surest box

    def __str__(self):
        return f"{self.label}, {self.share:.0%}"


def said_of(asked, pixels):
    """The answer of a network to a square picture; of the detector, its surest box."""
    from lessons.images.resizing import square
    from lessons.nets.classification import answer

    if asked.key == YOLO:
        from lessons.finding.proposals import class_scores, propose

        shares = class_scores(propose(asked.model, square(pixels, asked.size)))
    else:
        shares = answer(asked.model, pixels)
    best = int(np.argmax(shares))
    return Said(asked.labels[best], float(shares[best]))


def what_both_say(asked, other, pictures):
    """What the two networks say of the picture, of it with the noise, and of it with random noise: a tuple for each."""
    with st.spinner(f"Asking {other.name} about the same pictures", show_time=True):
        return tuple(tuple(said_of(each, pixels) for pixels in pictures) for each in (asked, other))


def carried_over(first, second):
    """What noise did to the second network: "same", "moved" by its aim, or "shaken" by any noise; "weak" if the first held."""
    if first[1].label == first[0].label:
        return "weak"
    if second[1].label == second[0].label:
        return "same"
    return "moved" if second[2].label == second[0].label else "shaken"


def second_network(asked, other, said):
    """Show what both say.

    Parameters
    ----------
    asked, other : pages.shared.session.network_choice.Asked
    said : as `what_both_say` has it
    """
    if other is None:
        st.markdown(words("fool", "no_second"))
        return
    first, second = said
    st.markdown(words("fool", "second", title=other.name, knows=other.knows))
    st.table(
        [
            {"the picture": each, f"{plain(asked.name)} says": plain(str(one)), f"{plain(other.name)} says": plain(str(two))}
            for each, one, two in zip(PICTURES, first, second, strict=True)
        ]
    )
    about = {"title": other.name, "maker": asked.name, "before": second[0].label, "was": second[0].share}
    about |= {"after": second[1].label, "now": second[1].share, "random": second[2].label}
    found = carried_over(first, second)
    told = [words("fool", f"second_{found}", **about)]
    if second[0].share < UNSURE and found != "weak":
        told.append(words("fool", "second_unsure", was=second[0].share))
    st.markdown(" ".join(told))
    st.caption(words("fool", "second_only") + (f" {missing_detector()}" if missing_detector() else ""))
