"""The pictures of a ZIP: which are taken as what, what is skipped, what is refused, and what is said of it."""

import io
import stat
import time
import zipfile

import numpy as np
import pytest
from PIL import Image

from lessons.data.own_data import DataError, from_pictures
from lessons.data.zip_pictures import from_zip, read_zip, survey_zip


def scene(rng, colour):
    """A picture unlike any other: coarse blobs around a colour."""
    coarse = rng.integers(0, 256, (6, 7, 3)).astype(np.float32) * 0.5 + np.array(colour) * 0.5
    return np.asarray(Image.fromarray(coarse.astype(np.uint8)).resize((56, 48), Image.Resampling.BICUBIC))


@pytest.fixture
def pictures(rng):
    return {"red": [scene(rng, (255, 0, 0)) for _ in range(8)], "blue": [scene(rng, (0, 0, 255)) for _ in range(12)]}


def png_of(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def zip_of(files):
    """A ZIP of names (or ZipInfo) and bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


def folders(pictures):
    return [(f"mine/{label}/{i}.png", png_of(image)) for label, group in pictures.items() for i, image in enumerate(group)]


def key(image):
    return image.tobytes()


DOT = png_of(np.zeros((1, 1, 3), np.uint8))


def counts(*paths, way=0):
    """Class -> pictures of a ZIP with tiny pictures at these paths."""
    data = zip_of([(path, DOT) for path in paths])
    found = read_zip(data, survey_zip(data).ways[way])
    return {label: len(group) for label, group in found.pictures.items()}


def test_a_zip_with_a_folder_for_each_class_is_read(pictures):
    dataset = from_zip(zip_of(folders(pictures)))
    assert dataset.labels == ("blue", "red")
    assert sum(map(sum, dataset.counts.values())) == 20
    assert dataset.notes == ()
    taken = {key(image) for part in (dataset.train, dataset.test) for image in part.images}
    assert taken == {key(image) for group in pictures.values() for image in group}


def test_what_is_no_picture_is_skipped_and_named(pictures):
    files = [
        *folders(pictures),
        ("mine/red/broken.png", b"\x89PNG\r\n\x1a\n" + b"?" * 30),
        ("mine/red/letter.txt", b"Dear Sir"),
        ("top.png", png_of(pictures["red"][0])),
        ("__MACOSX/mine/red/._0.png", b"nothing"),
        ("mine/blue/.DS_Store", b"nothing"),
    ]
    dataset = from_zip(zip_of(files))
    assert sum(map(sum, dataset.counts.values())) == 20
    assert [note.split()[0] for note in dataset.notes] == ["mine/red/broken.png", "mine/red/letter.txt", "top.png"]


def test_folders_without_a_picture_are_no_classes(pictures):
    files = [*folders(pictures), ("mine/docs/readme.txt", b"Dear Sir"), ("mine/licence.txt", b"CC0")]
    dataset = from_zip(zip_of(files))
    assert dataset.labels == ("blue", "red")
    assert sum(note.startswith("mine/docs/readme.txt was skipped") for note in dataset.notes) == 1
    assert "mine/licence.txt lies in no folder of a class: skipped." in dataset.notes
    assert [note.split("'")[1] for note in dataset.notes if "is no class" in note] == ["docs"]


def test_a_damaged_entry_is_skipped(pictures):
    data = bytearray(zip_of(folders(pictures)))
    place = data.index(b"mine/red/3.png") + 60
    data[place : place + 20] = b"\x00" * 20
    dataset = from_zip(bytes(data))
    assert sum(map(sum, dataset.counts.values())) == 19
    assert dataset.notes[0].startswith("mine/red/3.png")


def link():
    entry = zipfile.ZipInfo("mine/red/link.png")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("../../etc/passwd.png", b"x", "a path that leads out of it"),
        ("mine\\..\\..\\x.png", b"x", "a path that leads out of it"),
        ("mine/red/more.zip", b"PK", "another archive in it"),
        ("mine/red/more.tar.gz", b"x", "another archive in it"),
        (link(), b"/etc/passwd", "a link in it"),
        ("mine/red/bomb.png", b"\0" * 60_000_000, "unpacks to far too much"),
    ],
)
def test_a_zip_that_is_built_to_do_harm_is_refused(pictures, name, data, message):
    with pytest.raises(DataError, match=message):
        from_zip(zip_of([*folders(pictures), (name, data)]))


def test_too_many_files_are_refused():
    with pytest.raises(DataError, match="up to 5,000 files. Received: 5,001".replace(".", r"\.")):
        from_zip(zip_of([(f"a/{i}.png", b"") for i in range(5001)]))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"Dear Sir"])
def test_what_is_no_zip_gets_a_sentence(data):
    with pytest.raises(DataError, match="not a ZIP file"):
        from_zip(data)


def test_the_class_is_the_folder_where_paths_first_differ():
    assert counts("cats/1.png", "cats/more/2.png", "dogs/3.png") == {"cats": 2, "dogs": 1}
    assert counts("pets/cats/IMG_1/1.png", "pets/cats/2.png", "pets/dogs/IMG_2/3.png") == {"cats": 2, "dogs": 1}
    assert counts("a/b/cats/1.png", "a/b/dogs/2.png", "a/readme.png") == {"cats": 1, "dogs": 1}
    assert counts("cats/1.png", "cats/2.png") == {"cats": 2}
    assert counts("photos/cats/1.png", "photos/cats/2.png") == {"cats": 2}


@pytest.mark.parametrize("top", ["", "pets/"])
@pytest.mark.parametrize("names", [("train", "validation", "test"), ("Training", "val", "Testing"), ("train", "valid", "test")])
@pytest.mark.parametrize("inside", [False, True])
def test_folders_of_a_split_are_ones_own_split(top, names, inside):
    paths = [
        f"{top}{label}/{name}/{label}{number}.png" if inside else f"{top}{name}/{label}/{label}{number}.png"
        for name, many in zip(names, (3, 2, 1), strict=True)
        for label in ("cats", "dogs")
        for number in range(many)
    ]
    found = read_zip(zip_of([(path, DOT) for path in paths]))
    assert found.parts == dict.fromkeys(("cats", "dogs"), ("train",) * 3 + ("validation",) * 2 + ("test",))
    assert found.summary == (
        "Taken: 12 pictures of 2 classes, cats (6), dogs (6). "
        "Its folders were taken as your own split: 6 to learn from, 4 to validate with, 2 locked for the test."
    )
    assert found.notes == ()


def test_a_lone_folder_called_train_is_no_split():
    data = zip_of([("train/cats/1.png", DOT), ("train/dogs/1.png", DOT)])
    assert read_zip(data).parts == {"cats": (None,), "dogs": (None,)}
    data = zip_of([("train/1.png", DOT), ("bus/1.png", DOT)])  # vehicles
    assert counts("train/1.png", "bus/1.png") == {"bus": 1, "train": 1}
    assert read_zip(data).parts == {"bus": (None,), "train": (None,)}


def test_the_own_test_set_of_a_zip_is_the_data_sets_test(pictures):
    files = [
        (f"{'test' if number < 2 else 'train'}/{label}/{number}.png", png_of(image))
        for label, group in pictures.items()
        for number, image in enumerate(group)
    ]
    dataset = from_zip(zip_of(files))
    assert dataset.counts == {"blue": (10, 2), "red": (6, 2)}
    expected = [key(image) for label in ("blue", "red") for image in pictures[label][:2]]
    assert sorted(map(key, dataset.test.images)) == sorted(expected)


def test_folder_names_that_repeat_below_different_ones_are_pointed_out():
    paths = ("cats/indoor/1.png", "cats/outdoor/2.png", "dogs/indoor/3.png", "dogs/outdoor/4.png", "dogs/outdoor/5.png")
    survey = survey_zip(zip_of([(path, DOT) for path in paths]))
    assert [(way.title, way.counts) for way in survey.ways] == [
        ("Each outer folder is a class", {"cats": 2, "dogs": 3}),
        ("Each outer folder is a class, but only what lies in its folder indoor", {"cats": 1, "dogs": 1}),
        ("Each outer folder is a class, but only what lies in its folder outdoor", {"cats": 1, "dogs": 2}),
        ("Each inner folder is a class", {"indoor": 2, "outdoor": 3}),
    ]
    for number, way in enumerate(survey.ways):
        assert counts(*paths, way=number) == way.counts
    medical = ("x/benign/images/1.png", "x/benign/masks/1.png", "x/malignant/images/2.png", "x/malignant/masks/2.png")
    assert counts(*medical, way=1) == {"benign": 1, "malignant": 1}
    assert "the same names of folders repeat" in read_zip(zip_of([(path, DOT) for path in medical])).summary
    assert len(survey_zip(zip_of([(path, DOT) for path in ("cats/a/1.png", "dogs/b/2.png")])).ways) == 1


def test_everything_is_summed_up_in_one_sentence(pictures):
    files = [
        *folders(pictures),
        ("mine/red/broken.png", b"?"),
        ("mine/red/letter.txt", b"Dear Sir"),
        ("top.png", DOT),
        ("__MACOSX/mine/red/._0.png", b"x"),
        ("mine/blue/.DS_Store", b"x"),
        ("mine/red/Thumbs.db", b"x"),
        ("mine\\red\\._1.jpg", b"x"),
        ("mine\\blue\\desktop.ini", b"x"),
        ("mine\\blue\\", b""),
        ("mine/blue/", b""),
    ]
    found = read_zip(zip_of(files))
    assert found.summary == (
        "Taken: 20 pictures of 2 classes, blue (12), red (8). Skipped: 5 left by the system, like .DS_Store, "
        "2 no picture that can be read, 1 in no folder of a class."
    )
    assert [note.split()[0] for note in found.notes] == ["mine/red/broken.png", "mine/red/letter.txt", "top.png"]


def test_a_flat_zip_says_what_to_do():
    with pytest.raises(DataError, match='one class can be brought with "Files"'):
        read_zip(zip_of([("1.png", DOT), ("2.png", DOT)]))
    with pytest.raises(DataError, match="holds no pictures"):
        read_zip(zip_of([("__MACOSX/a/._x", b"")]))
    with pytest.raises(DataError, match="2 to 20 classes, a folder for each. Received: 1".replace(".", r"\.")):
        from_zip(zip_of([(f"train/{name}.{i}.png", DOT) for name in ("cat", "dog") for i in range(6)]))


def without_the_flag(name, data):
    """A ZIP with a name in UTF-8 that doesn't say so."""
    whole = bytearray(zip_of([(name, data), ("other/1.png", DOT)]))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = whole.index(signature)
        assert whole[start + place + 1] & 8
        whole[start + place + 1] &= ~8
    return bytes(whole)


@pytest.mark.parametrize("name", ["Kätzchen", "قطط", "🐱", "猫"])
def test_names_in_utf8_without_its_flag_are_read(name):
    assert list(read_zip(without_the_flag(f"{name}/1.png", DOT)).pictures) == sorted([name, "other"])


def test_names_of_the_first_pcs_stay():
    """Python reads a name without the flag as code page 437; there "é" alone is no UTF-8."""
    whole = bytearray(zip_of([("caf\xff/1.png".replace("\xff", "Q"), DOT), ("other/1.png", DOT)]))
    data = bytes(whole).replace(b"cafQ", b"caf\x82")
    assert list(read_zip(data).pictures) == ["café", "other"]


def test_names_that_mean_the_same_are_one_class():
    assert counts("Cats/1.png", "cats /2.png", "CATS/3.png", "dogs/4.png") == {"Cats": 3, "dogs": 1}
    assert counts("\u00c4pfel/1.png", "A\u0308pfel/2.png", "dogs/3.png") == {"dogs": 1, "\u00c4pfel": 2}


def test_colons_and_slashes_in_names_harm_nobody():
    assert counts("cats/Screenshot from 2024-01-01 10:00:00.png", "Ratio 3:4/1.png") == {"Ratio 3 4": 1, "cats": 1}
    assert counts("/cats/1.png", "/dogs/2.png") == {"cats": 1, "dogs": 1}
    assert counts("C:\\cats\\1.png", "C:\\dogs\\2.png") == {"cats": 1, "dogs": 1}


def test_a_class_whose_name_cleans_to_nothing_is_refused():
    with pytest.raises(DataError, match=r"A class needs a name with letters or digits in it\. Received: '<<>>'"):
        read_zip(zip_of([("<<>>/1.png", DOT), ("dogs/2.png", DOT)]))


def test_counts_are_checked_before_anything_is_decoded():
    """Large pictures that compress to nothing: reading even a few of them would take seconds."""
    flat = io.BytesIO()
    Image.new("1", (7000, 7000)).save(flat, "PNG")
    began = time.thread_time()
    with pytest.raises(DataError, match="up to 2,000 pictures"):
        read_zip(zip_of([(f"{i % 2}/{i}.png", flat.getvalue() if i < 20 else b"") for i in range(2001)]))
    with pytest.raises(DataError, match="20 classes"):
        read_zip(zip_of([(f"{i}/{i}.png", flat.getvalue()) for i in range(21)]))
    assert time.thread_time() - began < 2


def test_pictures_beyond_the_budget_of_pixels_are_not_decoded(monkeypatch):
    monkeypatch.setattr("lessons.data.zip_pictures.MOST_DECODED", 5)
    data = zip_of([(f"{i % 2}/{i}.png", png_of(np.zeros((2, 2, 3), np.uint8))) for i in range(3)])
    with pytest.raises(DataError, match="too large to be read in one go"):
        read_zip(data)
    monkeypatch.undo()
    monkeypatch.setattr("lessons.data.zip_pictures.MOST_SECONDS", 0)
    with pytest.raises(DataError, match="too large to be read in one go"):
        read_zip(data)


def test_what_is_known_of_a_picture_is_among_the_notes():
    narrow = io.BytesIO()
    Image.fromarray(np.array([[0, 4000]], np.uint16)).save(narrow, "PNG")
    found = read_zip(zip_of([("a/1.png", narrow.getvalue()), ("b/1.png", DOT)]))
    assert found.notes[0].startswith("a/1.png: This file has room for 16 bits")


def test_the_pictures_of_a_zip_are_those_of_its_files(pictures):
    found = read_zip(zip_of(folders(pictures)))
    for label, group in pictures.items():
        assert list(map(key, found.pictures[label])) == list(map(key, group))
    assert from_pictures(found.pictures).fingerprint == from_zip(zip_of(folders(pictures))).fingerprint
