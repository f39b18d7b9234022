"""Fetching networks with Keras's own loader, against a small server on this machine; and their scaling against Keras's."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import h5py
import keras
import numpy as np
import pytest
from keras.src.legacy.saving import legacy_h5_format

from lessons.nets.weights import WeightsError
from lessons.nets.zoo import FETCHABLE, SCALINGS, build, fetch
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow

WEIGHTS = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"  # Keras checks no hash of this file


@pytest.fixture
def mirror():
    """A server whose files are set by the test: name -> bytes, or a function that writes to the connection."""
    files = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            content = files.get(self.path.strip("/"))
            self.send_response(200 if content is not None else 404)
            if isinstance(content, bytes):
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if isinstance(content, bytes):
                self.wfile.write(content)
            elif content is not None:
                content(self.wfile)

        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", files
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a file of weights, in the format in which Keras's server has them."""
    saved = tmp_path_factory.mktemp("served") / "weights.h5"
    with h5py.File(saved, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, keras.applications.MobileNetV2(weights=None))
    return saved.read_bytes()


def test_damaged_weights_give_way_to_whole_ones_which_are_watched_and_kept(mirror, whole, tmp_path):
    """Each fetch is a process that imports Keras: so one life of a file of weights, and not a test for each of its days."""
    address, files = mirror
    home = tmp_path / "home"
    kept = home / "models" / WEIGHTS
    kept.parent.mkdir(parents=True)
    kept.write_bytes(whole[:10_000])

    with pytest.raises(WeightsError) as caught:  # the server has no file
        fetch("mobilenet_v2", mirror=address, home=home)
    assert f"The weights of {FETCHABLE['mobilenet_v2'].title} could not be fetched" in str(caught.value)
    assert kept.read_bytes() == whole[:10_000]

    files[WEIGHTS] = whole
    steps = []
    fetch("mobilenet_v2", mirror=address, home=home, on_step=steps.append)
    assert kept.read_bytes() == whole
    assert [file.name for file in kept.parent.iterdir()] == [WEIGHTS]
    assert [step.seconds for step in steps] == sorted(step.seconds for step in steps)
    assert steps[0].total == FETCHABLE["mobilenet_v2"].megabytes

    files.clear()  # what is there already is not fetched again
    fetch("mobilenet_v2", mirror=address, home=home)
    assert kept.read_bytes() == whole

    files[WEIGHTS] = whole
    fetch("mobilenet_v2", mirror=address, home=tmp_path / "empty")
    assert (tmp_path / "empty" / "models" / WEIGHTS).read_bytes() == whole
    assert [file.name for file in (tmp_path / "empty" / "models").iterdir()] == [WEIGHTS]


def test_without_the_file_there_is_one_clear_sentence(mirror, tmp_path):
    with pytest.raises(WeightsError) as caught:
        fetch("resnet50", mirror=mirror[0], home=tmp_path)
    assert f"The weights of {FETCHABLE['resnet50'].title} could not be fetched" in str(caught.value)
    assert not list((tmp_path / "models").glob("*"))


@pytest.fixture
def neighbour(tmp_path):
    """Function of a step that puts another program's file where weights are fetched to, and that file."""
    file = tmp_path / "models" / "theirs.h5"

    def put(step):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"of another program")

    return put, file


@pytest.mark.parametrize("name", ["resnet50", "mobilenet_v2"])
def test_a_damaged_file_is_thrown_away_and_those_of_others_stay(mirror, neighbour, tmp_path, name):
    """Keras knows a hash of one of them."""
    address, files = mirror
    put, theirs = neighbour
    for file in (WEIGHTS, "resnet50_weights_tf_dim_ordering_tf_kernels.h5"):
        files[file] = b"no weights at all" * 50
    with pytest.raises(WeightsError, match="arrived damaged"):
        fetch(name, mirror=address, home=tmp_path, on_step=put)
    assert list((tmp_path / "models").iterdir()) == [theirs]
    assert theirs.read_bytes() == b"of another program"


def endless(ended):
    """What a server does that never comes to an end; it tells when nobody listens any more."""

    def write(connection):
        try:
            while True:
                connection.write(b"0" * 100_000)
                time.sleep(0.01)
        except OSError:
            ended.set()

    return write


def test_a_download_ends_when_it_is_cancelled_and_leaves_nothing_but_what_others_put_there(mirror, neighbour, tmp_path):
    address, files = mirror
    put, theirs = neighbour
    ended = threading.Event()
    files[WEIGHTS] = endless(ended)
    steps = []

    def step(fetching):
        steps.append(fetching)
        put(fetching)

    arrived = lambda: bool(steps) and steps[-1].done > 0.5  # noqa: E731
    with pytest.raises(Stopped):
        fetch("mobilenet_v2", mirror=address, home=tmp_path, on_step=step, should_stop=arrived)
    assert ended.wait(10)
    assert list((tmp_path / "models").iterdir()) == [theirs]
    assert theirs.read_bytes() == b"of another program"


def test_a_folder_that_nothing_can_be_kept_in_gets_a_sentence(mirror, tmp_path):
    (tmp_path / "models").write_bytes(b"a file in the folder's place")
    with pytest.raises(WeightsError, match="could not be kept"):
        fetch("mobilenet_v2", mirror=mirror[0], home=tmp_path)


@pytest.mark.parametrize(("scaling", "module"), [("caffe", "vgg16"), ("tf", "mobilenet_v2"), ("torch", "densenet")])
def test_scalings_are_kerass_own(rng, scaling, module):
    pictures = rng.integers(0, 256, (2, 8, 8, 3)).astype(np.float32)
    inputs = keras.Input((8, 8, 3))
    scaled = keras.Model(inputs, SCALINGS[scaling].layer(inputs))(pictures)
    expected = getattr(keras.applications, module).preprocess_input(pictures.copy())
    np.testing.assert_allclose(scaled, expected, atol=1e-4)


def test_a_network_is_one_flat_model_that_takes_raw_pictures(rng):
    model = build("mobilenet_v2", weights=None)
    reference = keras.applications.MobileNetV2(weights=None)
    assert not any(isinstance(layer, keras.Model) for layer in model.layers)
    reference.set_weights(model.get_weights())
    picture = rng.integers(0, 256, (1, 224, 224, 3)).astype(np.float32)
    np.testing.assert_allclose(model(picture), reference(picture / 127.5 - 1), atol=1e-5)
    assert not model.trainable_variables


def test_a_network_that_adds_without_layers_gets_them_and_answers_the_same(rng):
    model = build("convnext_tiny", weights=None)
    reference = keras.applications.ConvNeXtTiny(weights=None)
    assert all(isinstance(operation, keras.layers.Layer) for operation in model.operations)
    reference.set_weights(model.get_weights())
    picture = rng.integers(0, 256, (1, 224, 224, 3)).astype(np.float32)
    np.testing.assert_allclose(model(picture), reference(picture), atol=1e-5)
    sums = [layer for layer in model.layers if isinstance(layer, keras.layers.Add)]
    assert [layer.name for layer in sums] == [f"add_{number}" for number in range(1, 19)]
    assert not model.trainable_variables
