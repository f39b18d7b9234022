"""What learners are called in a class: an animal, until they say otherwise."""

import secrets
import unicodedata
from collections.abc import Collection

LONGEST = 20  # letters
_ANIMALS = """
Otter Badger Heron Lynx Beaver Robin Hedgehog Falcon Dolphin Squirrel Owl Panda Tiger Zebra Koala Penguin Turtle Raven Fox Hare
Seal Moose Gecko Puffin Stork Bison Camel Crane Deer Eagle Ferret Finch Flamingo Gazelle Giraffe Hamster Ibis Jaguar Kestrel
Kiwi Lemur Leopard Llama Magpie Marmot Meerkat Newt Ocelot Octopus Oryx Parrot Pelican Quail Rabbit Reindeer Salmon Starling
Swan Toucan Wombat Wren Yak Lion Panther Dingo Impala Beetle Cricket
"""
ANIMALS = tuple(_ANIMALS.split())
_TEACHERS = "teacher"  # a name with this in it would pass for the teacher's on the wall
_ALLOWED = frozenset(" -'’.")  # beside letters, their marks, and digits


def cleaned_name(text: str) -> str:
    """A stranger's text as a name: letters, digits, and what joins them, at most 20; nothing that a page would act on.

    Letters with marks are composed. Of marks that remain at most two follow each other, so that nothing is piled up.

    Returns
    -------
    str, which may be empty
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text[: 20 * LONGEST]):
        kind = unicodedata.category(letter)
        piled = len(kept) >= 2 and all(unicodedata.category(before)[0] == "M" for before in kept[-2:])
        if kind[0] in "LN" or letter in _ALLOWED or (kind in ("Mn", "Mc") and kept and not piled):
            kept.append(letter)
        elif kind[0] == "Z" or letter in "\t\n\r_":
            kept.append(" ")
    return " ".join("".join(kept).split())[:LONGEST].strip()


def sense(name: str) -> str:
    """What is the same of two names that look the same: capitals and full-width letters make no difference."""
    return unicodedata.normalize("NFKC", name).casefold()


def is_teachers(name: str) -> bool:
    """Whether a name would pass for the teacher's: "Teacher", "the teacher 2", "T e a c h e r"."""
    return _TEACHERS in "".join(filter(str.isalpha, sense(name)))


def free_animal(taken: Collection[str]) -> str:
    """An animal that nobody in the class is called, at random; with a number, where all of them are taken."""
    senses = {sense(name) for name in taken}
    free = [animal for animal in ANIMALS if sense(animal) not in senses]
    if free:
        return secrets.choice(free)
    numbered = (f"{animal} {number}" for number in range(2, len(senses) + 3) for animal in ANIMALS)
    return next(name for name in numbered if sense(name) not in senses)
