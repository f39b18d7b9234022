import pytest

from lessons.data.class_names import class_name, cleaned, known_as


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\twords ", "two words"),
        ("a\nb", "a b"),
        ("![x](y) <b>", "x (y) b"),
        ("my_cup", "my_cup"),
        ("A\u0308", "\u00c4"),
        ("🐱", "🐱"),
    ],
)
def test_names_are_one_line_without_markup(text, expected):
    assert cleaned(text) == class_name(text) == expected


@pytest.mark.parametrize("text", ["", "  ", "<<>>", "\u200b", "***", "\0"])
def test_a_name_of_which_nothing_is_left_is_refused(text):
    with pytest.raises(ValueError, match=r"letters or digits in it\. Received: "):
        class_name(text)


def test_long_names_are_cut():
    assert class_name("a" * 100) == "a" * 60


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("cats ", "Cats", "Cats"),
        ("A\u0308pfel", "\u00c4pfel", "\u00c4pfel"),
        ("STRASSE", "Straße", "Straße"),
        ("cat", "cats", "cat"),
        ("dogs", "cats", "dogs"),
    ],
)
def test_names_that_mean_the_same_class(name, known, expected):
    assert known_as(name, ["birds", known]) == expected
