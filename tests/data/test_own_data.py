"""A learner's own pictures: what is taken, what is skipped, what is refused, and how it is split."""

import io
import stat
import zipfile

import numpy as np
import pytest
from PIL import Image

from lessons.data.datasets import DATASETS, from_pictures, from_zip
from lessons.data.own_data import DataError, far_off, near_duplicates
from lessons.training.loop import hold_back
from lessons.training.settings import TrainingSettings


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


def test_pictures_are_split_by_class_and_nothing_is_lost(pictures):
    dataset = from_pictures(pictures)
    assert dataset.labels == ("red", "blue")
    assert dataset.counts == {"red": (6, 2), "blue": (9, 3)}
    for target, label in enumerate(dataset.labels):
        kept = [
            key(image)
            for part in (dataset.train, dataset.test)
            for image, its in zip(part.images, part.targets, strict=True)
            if its == target
        ]
        assert sorted(kept) == sorted(map(key, pictures[label]))


def test_the_seed_decides_the_split(pictures):
    one, same, other = (from_pictures(pictures, seed=seed) for seed in (0, 0, 3))
    assert list(map(key, one.test.images)) == list(map(key, same.test.images))
    assert list(map(key, one.test.images)) != list(map(key, other.test.images))


def test_near_duplicates_stay_on_one_side(rng, pictures):
    burst = [
        np.clip(pictures["red"][0].astype(int) + rng.integers(-3, 4, (48, 56, 3)), 0, 255).astype(np.uint8) for _ in range(6)
    ]
    pictures["red"] += burst
    groups = near_duplicates([*pictures["red"], *pictures["blue"]])
    assert len({groups[0], *groups[8:14]}) == 1
    assert len(set(groups)) == 20
    alike = {key(pictures["red"][0]), *map(key, burst)}
    for seed in range(5):
        dataset = from_pictures(pictures, seed=seed)
        sides = [bool(alike & set(map(key, part.images))) for part in (dataset.train, dataset.test)]
        assert sorted(sides) == [False, True]


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
    for path in ("mine/docs/readme.txt", "mine/licence.txt"):
        assert sum(note.startswith(f"{path} was skipped") for note in dataset.notes) == 1
    assert [note.split("'")[1] for note in dataset.notes if "is no class" in note] == ["docs", "mine"]


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
        ("/etc/passwd.png", b"x", "a path that leads out of it"),
        ("C:\\windows\\x.png", b"x", "a path that leads out of it"),
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


def test_limits_are_named(rng, pictures):
    with pytest.raises(DataError, match="2 to 20 classes"):
        from_pictures({"red": pictures["red"]})
    with pytest.raises(DataError, match="2 to 20 classes"):
        from_pictures({str(i): pictures["red"] for i in range(21)})
    with pytest.raises(DataError, match="5 pictures or more. Received: 4 for 'red'".replace(".", r"\.")):
        from_pictures(pictures | {"red": pictures["red"][:4]})
    with pytest.raises(DataError, match="up to 2,000 pictures"):
        from_pictures({"a": pictures["red"] * 200, "b": pictures["blue"] * 50})
    with pytest.raises(DataError, match="nearly the same"):
        from_pictures({"a": [pictures["red"][0]] * 6, "b": pictures["blue"]})


def test_bundled_pictures_can_be_taken_as_ones_own():
    part = DATASETS["textures"].train
    grouped = {label: [part.images[i] for i in np.flatnonzero(part.targets == t)] for t, label in enumerate(("brick", "coins"))}
    dataset = from_pictures(grouped)
    assert len(dataset.train) + len(dataset.test) == 80


@pytest.mark.parametrize("seed", range(5))
def test_pictures_of_one_burst_stay_on_one_side(rng, seed):
    """Bursts of pictures that look nothing alike: only their numbers say that they were taken together."""
    pictures = {label: [scene(rng, colour) for _ in range(20)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    bursts = {"a": [index // 4 for index in range(20)], "b": [10 + index // 4 for index in range(16)] + [None] * 4}
    dataset = from_pictures(pictures, seed=seed, bursts=bursts)
    side = {key(image): name for name in ("train", "test") for image in getattr(dataset, name).images}
    for label, numbers in bursts.items():
        for number in set(numbers) - {None}:
            together = {side[key(pictures[label][index])] for index in range(20) if numbers[index] == number}
            assert len(together) == 1
    assert all(test > 0 for _, test in dataset.counts.values())


def test_a_class_of_a_single_burst_is_refused_with_advice(rng):
    pictures = {"a": [scene(rng, (255, 0, 0)) for _ in range(8)], "b": [scene(rng, (0, 0, 255)) for _ in range(8)]}
    with pytest.raises(DataError, match=r"none could be kept for the test\. Add others, taken at another moment\."):
        from_pictures(pictures, bursts={"a": [1] * 8, "b": [None] * 8})


def test_a_large_burst_does_not_become_the_test(rng):
    """20 + 21 + 39 pictures, 19 of the 39 of one burst: a quarter of each class can be had without it."""
    sizes = {"a": 20, "b": 21, "c": 39}
    pictures = {label: [scene(rng, (90, 120, 60)) for _ in range(size)] for label, size in sizes.items()}
    bursts = {"a": [None] * 20, "b": [None] * 21, "c": [1] * 19 + [None] * 20}
    for seed in range(8):
        assert from_pictures(pictures, seed=seed, bursts=bursts).counts == {"a": (15, 5), "b": (16, 5), "c": (29, 10)}


def test_validation_keeps_bursts_together_too(rng):
    pictures = {label: [scene(rng, colour) for _ in range(24)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    bursts = {"a": [1] * 6 + [2] * 6 + [3] * 6 + [4] * 6, "b": [5] * 8 + [None] * 16}
    for seed in range(6):
        examples = from_pictures(pictures, bursts=bursts, seed=seed).train
        learning, validation = hold_back(examples, TrainingSettings(seed=seed))
        assert sorted([*learning, *validation]) == list(range(len(examples)))
        assert not set(examples.groups[learning]) & set(examples.groups[validation])
        assert set(examples.targets[learning]) == set(examples.targets[validation]) == {0, 1}


def test_a_class_that_learns_from_a_single_burst_is_named_and_still_validated(rng):
    pictures = {label: [scene(rng, colour) for _ in range(16)] for label, colour in (("a", (255, 0, 0)), ("b", (0, 0, 255)))}
    examples = from_pictures(pictures, bursts={"a": [1] * 12 + [2] * 4, "b": [None] * 16}).train
    assert examples.single_groups == [0]
    learning, validation = hold_back(examples, TrainingSettings())
    assert set(examples.targets[learning]) == set(examples.targets[validation]) == {0, 1}


def test_classes_that_can_not_be_shared_fairly_are_named(rng):
    pictures = {label: [scene(rng, (90, 120, 60)) for _ in range(20)] for label in "ab"}
    assert far_off(from_pictures(pictures)) == {}
    assert far_off(from_pictures(pictures, bursts={"a": [1] * 10 + [2] * 10, "b": [None] * 20})) == {"a": 0.5}
