"""Data sets from the net: fetched from a server on this computer, which also breaks off, errs and sends other files."""

import contextlib
import hashlib
import io
import tarfile
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from lessons.data.net_data import NET_DATASETS, NetDataset, fetch_dataset
from lessons.data.own_data import DataError
from lessons.work.progress import Stopped

SIDE = 48


def pictures_of(rng, count):
    """Pictures unlike one another: coarse blobs with noise, which hardly shrinks."""
    for _ in range(count):
        blobs = rng.integers(0, 200, (6, 6, 3), dtype=np.uint8).repeat(SIDE // 6, axis=0).repeat(SIDE // 6, axis=1)
        yield blobs + rng.integers(0, 56, blobs.shape, dtype=np.uint8)


def packed(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


@pytest.fixture(scope="module")
def files():
    """Name in the archive -> bytes. "Cat" has 30 pictures, "Dog" 30 and one that is broken; other files lie about."""
    rng = np.random.default_rng(5)
    files = {f"pets/Cat/{i}.png": packed(picture) for i, picture in enumerate(pictures_of(rng, 30))}
    files |= {f"pets/Dog/{i}.png": packed(picture) for i, picture in enumerate(pictures_of(rng, 30))}
    return files | {"pets/Dog/30.png": b"no picture", "pets/LICENSE.txt": b"free", "pets/Fish/0.png": files["pets/Cat/0.png"]}


def zip_of(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tgz_of(files):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


@pytest.fixture(scope="module")
def archives(files):
    return {
        "/pets.zip": zip_of(files),
        "/pets.tgz": tgz_of(files),
        "/broken.zip": b"PK" + bytes(300),
        "/broken.tgz": bytes(300),
    }


@pytest.fixture(scope="module")
def server(archives):
    """The address of a server with these archives; "/short" breaks off half way, whatever else is asked for is not there."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = archives.get(self.path.removeprefix("/short"))
            if data is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # who cancels a download leaves
                self.wfile.write(data[: len(data) // 2] if self.path.startswith("/short") else data)

        def log_message(self, *_):
            """Nothing: a server that tests itself needs no log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def record_of(server, path, data):
    return NetDataset(
        title="Pets",
        url=server + path,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        labels=("cat", "dog"),
        folders=("Cat", "Dog"),
        credit="Somebody",
        licence="Free.",
    )


@pytest.fixture(params=["/pets.zip", "/pets.tgz"])
def record(server, archives, request):
    return record_of(server, request.param, archives[request.param])


def keys(part):
    return [image.tobytes() for image in part.images]


def test_a_sample_of_each_class_arrives(record, files):
    steps = []
    dataset = fetch_dataset(record, per_class=12, on_step=steps.append)
    assert dataset.labels == ("cat", "dog")
    assert {label: sum(counts) for label, counts in dataset.counts.items()} == {"cat": 12, "dog": 12}
    pictures = {name: data for name, data in files.items() if name.startswith(("pets/Cat", "pets/Dog")) and len(data) > 20}
    folders = {np.asarray(Image.open(io.BytesIO(data))).tobytes(): name.split("/")[1] for name, data in pictures.items()}
    for part in (dataset.train, dataset.test):
        assert [folders[key] for key in keys(part)] == [("Cat", "Dog")[target] for target in part.targets]
    assert len({*keys(dataset.train), *keys(dataset.test)}) == 24
    assert dataset.title == "Pets"
    assert dataset.credit == "Somebody. Free."
    assert "24 photos in 2 classes" in dataset.description
    assert [step.phase for step in steps] == sorted(step.phase for step in steps)  # fetching, then reading
    fetched = [step for step in steps if step.phase == "fetching"]
    assert fetched[-1].done == pytest.approx(record.size / 1e6)
    assert fetched[-1].total == 1
    assert steps[-1].done == steps[-1].total


def test_the_seed_decides_what_is_drawn(record):
    one, same, other = (fetch_dataset(record, per_class=8, seed=seed) for seed in (1, 1, 2))
    assert keys(one.train) == keys(same.train)
    assert keys(one.test) == keys(same.test)
    assert {*keys(one.train), *keys(one.test)} != {*keys(other.train), *keys(other.test)}


def test_zip_and_tar_give_the_same(server, archives):
    both = [fetch_dataset(record_of(server, path, archives[path]), per_class=9) for path in ("/pets.zip", "/pets.tgz")]
    assert keys(both[0].train) == keys(both[1].train)


def test_a_class_with_fewer_gives_all_and_broken_pictures_are_named(record):
    dataset = fetch_dataset(record, per_class=100)
    assert {label: sum(counts) for label, counts in dataset.counts.items()} == {"cat": 30, "dog": 30}
    assert dataset.notes == ("Dog/30.png was skipped. " + dataset.notes[0].split("skipped. ")[1],)
    assert "not a picture" in dataset.notes[0]


@pytest.mark.parametrize("phase", ["fetching", "reading"])
def test_it_stops_within_a_piece(record, phase):
    steps = []

    def should_stop():
        return any(step.phase == phase for step in steps)

    with pytest.raises(Stopped):
        fetch_dataset(record, per_class=12, on_step=steps.append, should_stop=should_stop)
    assert sum(step.phase == phase for step in steps) == 1


def test_what_goes_wrong_gets_one_sentence(server, archives):
    data = archives["/pets.zip"]
    good = record_of(server, "/pets.zip", data)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
        nobody = f"http://127.0.0.1:{free.server_port}/pets.zip"  # closed again, so that nobody listens there
    for record, message in [
        (replace(good, url=nobody), r"^127\.0\.0\.1 can't be reached: is this computer on the internet\?"),
        (replace(good, url="http://nowhere.invalid/pets.zip"), r"^nowhere\.invalid can't be reached"),
        (replace(good, url=f"{server}/gone.zip"), r"does not give 'Pets' any more \(it answered 404\)"),
        (replace(good, url=f"{server}/short/pets.zip"), r"broke off after 0\.\d of 0\.\d MB"),
        (replace(good, size=len(data) + 1), "broke off after"),
        (replace(good, size=len(data) - 1), "sent another file than the one that is known as 'Pets'"),
        (replace(good, sha256="0" * 64), "sent another file than the one that is known as 'Pets'"),
        (record_of(server, "/broken.zip", archives["/broken.zip"]), "is damaged and can't be read"),
        (record_of(server, "/broken.tgz", archives["/broken.tgz"]), "is damaged and can't be read"),
        (replace(good, folders=("Cat", "Cow")), "5 pictures or more. Received: 0 for 'dog'"),
    ]:
        with pytest.raises(DataError, match=message):
            fetch_dataset(record, per_class=5)


@pytest.mark.parametrize("count", [4, 1001, 7.5, True])
def test_how_many_is_checked_before_anything_is_fetched(record, count):
    with pytest.raises(ValueError, match=f"per_class must be a whole number between 5 and 1000. Received: per_class={count!r}"):
        fetch_dataset(replace(record, url="http://nowhere.invalid/"), per_class=count)


@pytest.mark.parametrize("name", list(NET_DATASETS))
def test_every_record_is_complete(name):
    record = NET_DATASETS[name]
    assert record.url.startswith("https://")
    assert len(bytes.fromhex(record.sha256)) == 32
    assert len(record.labels) == len(record.folders) == len(set(record.folders))
    assert record.licence.endswith(".")
