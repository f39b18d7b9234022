"""What was new in each network of the walk from LeNet to transformers, each in one picture."""

from collections.abc import Callable
from math import atan2, hypot, sqrt

from lessons.figures.small_kernels import BROWN, EACH, GREEN, RED, small_kernel

HIGH = 146  # pixels of a drawing
_LABEL = "font-size: 14px; line-height: 17px; color: var(--ink2); text-align: center;"
_ARROW = '<span style="font-size: 24px; color: var(--ink3);">→</span>'
_LARGEST = 112  # pixels of the larger one of two squares
_PATCHES = 4  # in a row
_ASKING, _ASKED = (1, 1), ((0, 0), (0, 3), (1, 2), (2, 0), (2, 2), (3, 1), (3, 3))


def new_idea(title: str, picture: str) -> str:
    """Draw what was new in a network.

    Parameters
    ----------
    title : of a station of `lessons.texts.stations`
    picture : address of the learner's picture, a square

    Returns
    -------
    HTML in the page's colours, `HIGH` pixels high on a wide screen
    """
    row = f"display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: center; min-height: {HIGH}px;"
    return f'<div class="walk-new" aria-hidden="true" style="{row}">{_DRAWN[title](picture)}</div>'


def two_ways(picture: str) -> str:
    """How the two networks of the race look at a picture: through a small window, and from patch to patch."""
    window = (
        f'<i style="position: absolute; left: 27px; top: 32px; width: 21px; height: 21px; outline: 4px solid {GREEN};"></i>'
    )
    near = f'<div style="position: relative;">{_photo(picture, 85)}{window}</div>'
    ways = (
        (near, GREEN, "Convolution", "looks at neighbours only, and everywhere in the same way"),
        (_patches(picture, 19, 3), RED, "Transformer", "attention: every patch may look at every other one"),
    )
    rows = [
        f'{drawn}<div style="font-size: 16px; line-height: 21px;"><b style="color: {colour};">{name}</b><br>{words}</div>'
        for drawn, colour, name, words in ways
    ]
    row = "display: grid; grid-template-columns: 88px 1fr; gap: 8px 14px; align-items: center;"
    return f'<div style="{row}">{"".join(rows)}</div>'


def _told(drawn: str, label: str) -> str:
    """Something with words below it."""
    look = "display: grid; justify-items: center; gap: 5px;"
    return f'<div style="{look}">{drawn}<div style="{_LABEL}">{label}</div></div>'


def _photo(picture: str, side: int, look: str = "") -> str:
    return f'<img alt="" src="{picture}" style="width: {side}px; height: {side}px; border-radius: 6px; {look}">'


def _square(side: float, colour: str) -> str:
    return f'<div style="width: {side:.1f}px; height: {side:.1f}px; background: {colour}; border-radius: 2px;"></div>'


def _bar(high: int, colour: str = GREEN, wide: int = 12) -> str:
    return f'<i style="display: block; width: {wide}px; height: {high}px; background: {colour}; border-radius: 3px;"></i>'


def _side_by_side(parts: list[str], gap: int = 4) -> str:
    return f'<div style="display: flex; gap: {gap}px; align-items: center;">{"".join(parts)}</div>'


def _chip(word: str) -> str:
    look = "border: 2px solid var(--line2); border-radius: 8px; padding: 6px 10px; background: var(--raised); font-size: 15px;"
    return f'<div style="{look}">{word}</div>'


def _learned(_picture: str) -> str:
    look = "width: 84px; height: 84px; display: grid; place-items: center; border: 2px solid var(--line2); border-radius: 6px; "
    look += "background: #fff; color: #1d1b18; font: italic 60px/1 Newsreader, Georgia, serif;"
    kernels = [small_kernel(colour, None, 5, 8) for colour in EACH]
    parts = [
        _told(f'<div style="{look}">7</div>', "a digit"),
        _told(_side_by_side(kernels, 8), "kernels, learned"),
        _told(_side_by_side([_bar(70), _bar(50)]), "dense layers"),
        '<b style="font-size: 34px;">“7”</b>',
    ]
    return _ARROW.join(parts)


def _thousand_times(picture: str) -> str:
    stack = "".join(_photo(picture, 76, f"position: absolute; left: {7 * at}px; top: {6 * at}px; {_EDGE}") for at in range(5))
    photos = f'<div style="position: relative; width: 106px; height: 102px;">{stack}</div>'
    small = _told(_square(_LARGEST / sqrt(1000), RED), "LeNet-5:<br>60,000 parameters")
    large = _told(_square(_LARGEST, GREEN), "AlexNet: 60 million")
    return _told(photos, "1.2 million photos") + _side_by_side([small, large], 18)


def _small_kernels(picture: str) -> str:
    kernels = _side_by_side([small_kernel(GREEN, None, 3, 7) for _ in range(13)], 5)
    dense = _side_by_side([_bar(64, RED) for _ in range(3)], 5)
    return _ARROW.join([_photo(picture, 84), _told(kernels, "13 layers of 3 × 3"), _told(dense, "3 dense")])


def _sizes(picture: str) -> str:
    rows = [(1, "1 × 1", RED), (3, "3 × 3", GREEN), (5, "5 × 5", BROWN)]
    drawn = [_told(small_kernel(colour, None, across, 9), words) for across, words, colour in rows]
    side = _side_by_side([*drawn, _told(_chip("pool"), "largest of 3 × 3")], 26)
    return _ARROW.join([_photo(picture, 84), side, _chip("all together")])


def _shortcuts(picture: str) -> str:
    arc = f"border: 3px solid {GREEN}; border-bottom: none; border-radius: 14px 14px 0 0; height: 18px; margin: 0 -2px 3px 4px;"
    pairs = [
        f'<div><div style="{arc}"></div>{_side_by_side([_bar(64, "var(--line2)"), _bar(64, "var(--line2)")], 8)}</div>'
        for _ in range(9)
    ]
    return _ARROW.join(
        [_photo(picture, 84), _told(_side_by_side(pairs, 8), "… up to 152 layers, with a shortcut around every few")]
    )


def _phone(_picture: str) -> str:
    kernels = _told(_side_by_side([small_kernel(colour, None, 3, 8) for colour in EACH], 8), "each map alone")
    mixed = _told(_side_by_side([small_kernel(GREEN, (4,), 3, 8) for _ in range(3)], 8), "then 1 × 1")
    case = "width: 50px; height: 88px; border: 3px solid var(--ink2); border-radius: 9px; display: grid; place-items: center;"
    phone = f'<div style="{case}">{_square(_LARGEST * sqrt(4 / 138), GREEN)}</div>'
    sizes = [_told(_square(_LARGEST, RED), "VGG16: 138 million"), _told(phone, "MobileNet: 4 million")]
    return _side_by_side([kernels, _ARROW, mixed], 10) + _side_by_side(sizes, 18)


def _together(picture: str) -> str:
    groups = [
        _told(_side_by_side([_photo(picture, side), *(_bar(high, colour, 9) for _ in range(layers))], 5), name)
        for name, side, layers, high, colour in (
            ("small", 34, 3, 34, RED),
            ("medium", 62, 6, 62, BROWN),
            ("large", 100, 10, 100, GREEN),
        )
    ]
    return _side_by_side(groups, 34)


def _patches(picture: str, side: int, gap: int) -> str:
    """A picture cut into patches, with lines from one of them to others."""
    step, whole = side + gap, _PATCHES * (side + gap) - gap
    parts = []
    for row in range(_PATCHES):
        for column in range(_PATCHES):
            edge = f"outline: 3px solid {RED};" if (row, column) == _ASKING else ""
            at = f"position: absolute; left: {column * step}px; top: {row * step}px; width: {side}px; height: {side}px;"
            seen = f"-{column * side}px -{row * side}px / {_PATCHES * side}px"
            parts.append(f'<i style="{at} background: url({picture}) {seen}; {edge}"></i>')
    for row, column in _ASKED:
        down, across = (row - _ASKING[0]) * step, (column - _ASKING[1]) * step
        look = f"width: {hypot(across, down):.0f}px; height: 3px; background: {RED}; transform-origin: 0 50%;"
        left, top = (place * step + side / 2 for place in (_ASKING[1], _ASKING[0]))
        at = f"position: absolute; left: {left:.0f}px; top: {top - 1.5:.1f}px; rotate: {atan2(down, across):.3f}rad;"
        parts.append(f'<b class="walk-asks" style="{at} {look}"></b>')
    return f'<div style="position: relative; width: {whole}px; height: {whole}px;">{"".join(parts)}</div>'


def _attention(picture: str) -> str:
    look = "font-size: 16px; line-height: 22px; max-width: 190px;"
    asks = f'<div style="{look}"><b>attention</b>: each patch asks all the others</div>'
    return _ARROW.join([_photo(picture, 100), _patches(picture, 27, 5)]) + asks


def _again(picture: str) -> str:
    arc = f"border: 3px solid {GREEN}; border-bottom: none; border-radius: 14px 14px 0 0; height: 16px; width: 100%;"
    kernels = _told(_side_by_side([small_kernel(colour, None, 7, 7) for colour in EACH], 8), "7 × 7, each map alone")
    mixed = _told(_side_by_side([small_kernel(GREEN, (4,), 3, 8) for _ in range(2)], 8), "1 × 1, twice")
    inner = _side_by_side([kernels, _ARROW, mixed], 12)
    around = f'<div style="display: grid; gap: 3px;"><div style="{arc}"></div>{inner}</div>'
    return _ARROW.join([_photo(picture, 84), around])


_EDGE = "outline: 2px solid var(--paper);"
_DRAWN: dict[str, Callable[[str], str]] = {
    "LeNet-5": _learned,
    "AlexNet": _thousand_times,
    "VGG16": _small_kernels,
    "Inception": _sizes,
    "ResNet": _shortcuts,
    "MobileNet": _phone,
    "EfficientNet": _together,
    "ViT": _attention,
    "ConvNeXt": _again,
}
