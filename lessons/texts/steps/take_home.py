"""What there is to try where a network is taken home."""

from lessons.texts.steps import Known, Preset, Step, Steps

WAYS = ("Camera", "live", "File", "Drawing")


def _scaled(known: Known) -> list[str]:
    """What the first layer makes of the pixel, and what it is mistaken for."""
    return [f"{known['scaled']:.2f}", f"{known['pixel']}", f"{known['pixel'] / 255:.2f}"]


TO_TRY = Steps(
    (
        Step(
            "show",
            "Show your network something: with the camera, a file or a drawing.",
            lambda known: known["has_network"] and any(way in known["shown"] for way in WAYS),
            "It answers anything, always with one of its names. It does the same on another computer.",
        ),
        Step(
            "scaling",
            "A pixel is {pixel}. What does the first layer make of it? See *By hand*.",
            lambda known: known["section"] == "By hand",
            "{scaled:.2f}. The layer is part of the file, so raw pictures go in. Scaling them a second time would spoil them.",
            _scaled,
            {"take_home_section": "By hand"},
        ),
        Step(
            "pack",
            "Pack it into one file. What proves that it gives the same answers elsewhere?",
            lambda known: known["packed"] > 0,
            "Six golden pictures and the answers to them, in {packed:.1f} MB: check.py compares number by number.",
            lambda _: ["Golden pictures with their answers", "The accuracy on its card", "The labels in their order"],
        ),
        Step(
            "save",
            "Under *Other ways*, save all of your work as a project, to go on with it tomorrow.",
            lambda known: known["saved"] > 0,
            "{saved:.1f} MB: your pictures, photos, network, progress and controls in one file. Nobody else has it.",
        ),
    ),
    (
        Preset(
            "With the camera",
            {"take_home_way": "Camera"},
            "Start the camera: it answers several times a second, from this server.",
        ),
        Preset(
            "With a drawing",
            {"take_home_way": "Drawing"},
            "Draw one of its classes. It learned from pictures: are a few lines enough?",
        ),
    ),
)
