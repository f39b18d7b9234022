"""A project survives its file exactly, and whatever else comes as a project is answered with one sentence."""

import contextlib
import io
import json
import zipfile

import h5py
import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.data.own_data import LONGEST, from_pictures
from lessons.nets.vgg16 import random_vgg16
from lessons.takehome.export import export_model
from lessons.takehome.model_file import ModelError, model_bytes
from lessons.takehome.project import VERSION, Project, ProjectError, open_project, save_project
from lessons.training.arms import assemble
from lessons.training.settings import BASES, Augmentation, ScratchSettings, TrainingSettings

pytestmark = pytest.mark.slow

NAMES = ["cup", "../../etc/passwd", "Größe 🐱 / \\ :", "<b>bold</b>"]


@pytest.fixture
def pictures(rng):
    return {name: tuple(rng.integers(0, 256, (9 + i, 256, 3), dtype=np.uint8) for i in range(3)) for name in NAMES}


@pytest.fixture(scope="module")
def model():
    """A network with everything that those of the app have, and weights that are not at their start."""
    layers = keras.layers
    inputs = keras.Input((16, 16, 3), name="picture")
    x = layers.Rescaling(1 / 255, name="scale")(inputs)
    x = layers.Conv2D(4, 3, padding="same", use_bias=False, kernel_regularizer=keras.regularizers.L2(1e-3), name="conv")(x)
    x = layers.BatchNormalization(name="norm")(x)
    y = layers.ReLU(6.0, name="relu")(layers.DepthwiseConv2D(3, padding="same", name="depthwise")(x))
    x = layers.MaxPooling2D(name="pool")(layers.Add(name="add")([x, y]))
    x = layers.Dropout(0.5, seed=1, name="dropout")(layers.Flatten(name="flatten")(x))
    model = keras.Model(inputs, layers.Dense(len(NAMES), activation="softmax", name="probabilities")(x), name="small")
    rng = np.random.default_rng(3)
    model.set_weights([rng.uniform(0.1, 1, weight.shape).astype(np.float32) for weight in model.get_weights()])
    return model


def same(one, other):
    assert list(one) == list(other)
    for name, group in one.items():
        assert len(group) == len(other[name])
        for left, right in zip(group, other[name], strict=True):
            assert left.dtype == right.dtype == np.uint8
            np.testing.assert_array_equal(left, right)


def test_everything_comes_back_exactly(pictures, model, rng):
    chosen = TrainingSettings(epochs=7, learning_rate=3e-4, seed=11, augmentation=Augmentation(flip=True, rotation=20))
    project = open_project(save_project(pictures, chosen, model, NAMES))
    same(project.pictures, pictures)
    assert project.settings == chosen
    assert project.labels == tuple(NAMES)
    batch = rng.uniform(0, 255, (5, 16, 16, 3)).astype(np.float32)
    np.testing.assert_array_equal(project.model(batch, training=False), model(batch, training=False))
    for left, right in zip(project.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


def test_the_same_data_set_is_made_of_it_again(rng):
    """Bursts are kept, so no picture that a network learned from turns up in its test set."""
    pictures = {name: tuple(rng.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(12)) for name in ("cup", "glass")}
    bursts = {"cup": [1] * 5 + [2] * 4 + [None] * 3, "glass": [3] * 6 + [4] * 6}
    project = open_project(save_project(pictures, bursts=bursts))
    assert project.bursts == {name: tuple(numbers) for name, numbers in bursts.items()}
    before, after = (from_pictures(p, bursts=b) for p, b in ((pictures, bursts), (project.pictures, project.bursts)))
    for part in ("train", "test"):
        for one, other in zip(getattr(before, part).images, getattr(after, part).images, strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_split_of_ones_own_survives(rng):
    pictures = {name: tuple(rng.integers(0, 256, (40, 40, 3), dtype=np.uint8) for _ in range(12)) for name in ("cup", "glass")}
    parts = {"cup": ["train"] * 8 + ["validation"] * 2 + ["test"] * 2, "glass": [None] * 10 + ["test"] * 2}
    project = open_project(save_project(pictures, parts=parts))
    assert project.parts == {name: tuple(its) for name, its in parts.items()}
    before, after = (from_pictures(p, parts=b) for p, b in ((pictures, parts), (project.pictures, project.parts)))
    assert before.fingerprint == after.fingerprint
    assert open_project(save_project(pictures)).parts["cup"] == (None,) * 12


def test_projects_from_before_bursts_open(saved):
    classes = json.loads(parts(saved)["project.json"])["classes"]
    assert "bursts" not in classes[0]
    assert set(open_project(saved).bursts["cup"]) == {None}


def test_a_network_on_vgg16_comes_back(rng):
    base = random_vgg16(size=64, seed=0)
    outputs = keras.layers.Dense(2, activation="softmax", name="probabilities")(
        keras.layers.GlobalAveragePooling2D(name="average")(base.outputs[0])
    )
    model = keras.Model(base.inputs, outputs, name="fine_tuned")
    opened = open_project(save_project({}, None, model, ["a", "b"])).model
    batch = rng.uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)
    np.testing.assert_array_equal(opened([batch], training=False), model([batch], training=False))


def test_a_network_that_was_trained_here_leaves_its_optimiser_behind(model, rng):
    trained = keras.models.clone_model(model)
    trained.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    batch = rng.uniform(0, 255, (6, 16, 16, 3)).astype(np.float32)
    trained.fit(batch, np.arange(6) % len(NAMES), verbose=0)
    opened = open_project(save_project({}, None, trained, NAMES)).model
    np.testing.assert_array_equal(opened(batch, training=False), trained(batch, training=False))
    assert not opened.compiled


def test_settings_with_numbers_of_numpy_are_kept():
    chosen = TrainingSettings(epochs=np.int64(7), dropout=np.float32(0.5), augmentation=Augmentation(variants=np.int32(3)))
    opened = open_project(save_project({}, chosen)).settings
    assert opened == chosen
    assert type(opened.epochs) is int


def test_an_unfinished_project_can_be_kept(pictures):
    project = open_project(save_project({"cup": pictures["cup"], "empty": ()}, ScratchSettings(stack="flatten")))
    same(project.pictures, {"cup": pictures["cup"], "empty": ()})
    assert project.settings == ScratchSettings(stack="flatten")
    assert project.model is project.labels is None
    assert open_project(save_project({})).pictures == Project().pictures


def test_large_pictures_are_shrunk_as_in_every_data_set(rng):
    (picture,) = open_project(save_project({"a": [rng.integers(0, 256, (300, 600, 3), dtype=np.uint8)]})).pictures["a"]
    assert picture.shape == (LONGEST // 2, LONGEST, 3)


def test_the_same_project_is_the_same_in_content(pictures):
    contents = [parts(save_project(pictures, TrainingSettings())) for _ in range(2)]
    assert contents[0] == contents[1]


def ends(*shapes, units=(2,)):
    """A network with inputs of these shapes and outputs of so many units."""
    inputs = [keras.Input(shape, name=f"picture{number}") for number, shape in enumerate(shapes)]
    pooled = [keras.layers.GlobalAveragePooling2D(name=f"average{number}")(tensor) for number, tensor in enumerate(inputs)]
    vector = keras.layers.Add(name="add")(pooled) if len(pooled) > 1 else pooled[0]
    outputs = [keras.layers.Dense(count, name=f"dense{number}")(vector) for number, count in enumerate(units)]
    return keras.Model(inputs, outputs if len(outputs) > 1 else outputs[0], name="ends")


def sequential():
    return keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Flatten(name="flat"), keras.layers.Dense(2, name="dense")])


def with_noise():
    inputs = keras.Input((8, 8, 3), name="picture")
    noisy = keras.layers.GaussianNoise(0.1, name="noise")(inputs)
    return keras.Model(inputs, keras.layers.Dense(2, name="dense")(keras.layers.Flatten(name="flat")(noisy)), name="noisy")


def without_units():
    inputs = keras.Input((8, 8, 3), name="picture")
    return keras.Model(inputs, keras.layers.Conv2D(2, 3, name="conv")(inputs), name="maps")


UNUSABLE = {
    "any size": (
        lambda: ends((None, None, 3)),
        "takes pictures of any size, as those do that were packed to be used elsewhere",
    ),
    "exported": (lambda: export_model(ends((16, 16, 3))), "takes pictures of any size"),
    "grey": (lambda: ends((16, 16, 1)), r"square colour pictures of one size, .*Received: \(None, 16, 16, 1\)"),
    "not square": (lambda: ends((16, 24, 3)), r"square colour pictures of one size, .*Received: \(None, 16, 24, 3\)"),
    "half open": (lambda: ends((16, None, 3)), r"square colour pictures of one size"),
    "two inputs": (lambda: ends((16, 16, 3), (16, 16, 3)), "one input and one output. Received: 2 and 1"),
    "two outputs": (lambda: ends((16, 16, 3), units=(2, 2)), "one input and one output. Received: 1 and 2"),
    "maps": (without_units, "one number for each class"),
    "sequential": (sequential, "no network of this course has: 'Sequential'"),
    "other layers": (with_noise, "no network of this course has: 'GaussianNoise'"),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_networks_that_the_app_cannot_use_are_neither_saved_nor_opened(kind):
    make, message = UNUSABLE[kind]
    with pytest.raises(ValueError, match=message):
        save_project({}, None, make(), ["a", "b"])
    refused(with_model(model_bytes(make()), ["a", "b"]), message)


def test_too_large_networks_are_not_saved(monkeypatch):
    monkeypatch.setattr("lessons.takehome.model_file.MOST_PARAMETERS", 7)  # of 8
    with pytest.raises(ValueError, match="far too large, with 8 parameters: the limit is 7"):
        save_project({}, None, ends((16, 16, 3)), ["a", "b"])


def test_an_exported_network_given_as_a_project_is_named():
    exported = model_bytes(export_model(ends((16, 16, 3))))
    for data in (exported, zip_of({"model.keras": exported, "labels.json": b"[]", "README.md": b"# Model card"})):
        refused(data, "was packed to be used elsewhere, not a project. Make a project with the button 'Save as a project'")


@pytest.mark.parametrize("network", BASES)
@pytest.mark.parametrize("arm", ["scratch", "fine_tuned"])
def test_the_apps_own_networks_come_back(network, arm, rng):
    model = assemble(TrainingSettings(arm=arm, network=network, image_size=64, dropout=0.2, l2=0.01), 2).model
    opened = open_project(save_project({}, None, model, ["a", "b"])).model
    batch = rng.uniform(0, 255, (2, 64, 64, 3)).astype(np.float32)
    np.testing.assert_array_equal(opened(batch, training=False), model(batch, training=False))


def test_what_a_project_cannot_hold_is_refused(pictures, model):
    tiny = np.zeros((1, 1, 3), np.uint8)
    for arguments, message in [
        (({str(i): () for i in range(21)},), "up to 20 classes. Received: 21"),
        (({"a": [tiny] * 2001},), "up to 2,000 pictures in all. Received: 2,001"),
        (({"": ()},), "1 to 60 characters"),
        (({"x" * 61: ()},), "1 to 60 characters"),
        (({"\ud800": ()},), "surrogates not allowed"),
        (({"a": [tiny[..., 0]]},), r"uint8 \(rows, columns, 3\). Received: uint8 \(1, 1\)"),
        (({}, {"epochs": 3}), "settings must be one of TrainingSettings, ScratchSettings. Received: dict"),
        (({}, None, model, ["a"]), "a label for each of the model's outputs"),
        (({}, None, model), "Received: none"),
    ]:
        with pytest.raises(ValueError, match=message):
            save_project(*arguments)


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(data, **fields):
    """A project whose description says other things."""
    files = parts(data)
    manifest = json.loads(files["project.json"]) | fields
    return zip_of(files | {"project.json": json.dumps(manifest)})


def refused(data, message):
    with pytest.raises(ProjectError, match=message) as caught:
        open_project(data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.fixture
def saved(pictures):
    return save_project(pictures, TrainingSettings(epochs=3))


def test_other_files_and_cut_files_are_refused(saved):
    refused(b"", "not a ZIP file")
    refused(b"Dear Sir", "not a ZIP file")
    refused(zip_of({"a/1.png": b"x"}), "no project of this app")
    for keep in (len(saved) - 30, len(saved) // 2, 100):
        refused(saved[:keep], "not a ZIP file")


def test_a_flipped_bit_in_a_picture_is_noticed(saved):
    data = bytearray(saved)
    data[data.index(b"IDAT") + 40] ^= 1
    refused(bytes(data), "0000.png is damaged")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), value=st.integers(0, 255))
def test_no_other_error_leaves_a_damaged_file(saved, place, value):
    data = bytearray(saved)
    data[int(place * (len(data) - 1))] = value
    with contextlib.suppress(ProjectError):
        assert len(open_project(bytes(data)).pictures) == len(NAMES)


def test_paths_links_bombs_and_archives_are_refused_as_in_every_zip(saved):
    files = parts(saved)
    refused(zip_of(files | {"../x": b""}), "a path that leads out of it")
    refused(zip_of(files | {"x.zip": b""}), "another archive in it")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", b" " * 50_000_000)
    refused(bomb.getvalue(), "unpacks to far too much")


def test_descriptions_that_are_damaged_or_bombs_are_refused(saved):
    files = parts(saved)
    for content, message in [
        (b"", "description is damaged"),
        (b"\xff", "description is damaged"),
        (b"[" * 200_000, "description is damaged"),
        (b'{"a":' * 150_000, "description is damaged"),
        (b" " * 1_000_001, "description is far too long"),
        (b'{"version": ' + b"9" * 9999 + b"}", "description is damaged"),
        (b"[]", "no project of this app"),
        (b"{}", "no project of this app"),
    ]:
        refused(zip_of(files | {"project.json": content}), message)


def test_versions(saved):
    refused(changed(saved, version=VERSION + 1), f"made by a newer app. This one reads up to {VERSION}")
    for version in (0, True, "1", None, 1.0):
        refused(changed(saved, version=version), "description is damaged")


def test_classes_that_are_damaged_are_refused(saved):
    good = json.loads(parts(saved)["project.json"])["classes"]
    for classes in [
        None,
        5,
        "abc",
        {},
        [1],
        [{}],
        [{"name": 1, "pictures": 3}],
        [{"name": "a", "pictures": -1}],
        [*good, good[0]],
        *(
            [good[0] | {"bursts": bursts}, *good[1:]]
            for bursts in (None, 3, [], [1, 2], [0] * 3, [True] * 3, ["a"] * 3, [2**31] * 3)
        ),
        *([good[0] | {"parts": its}, *good[1:]] for its in (None, 3, ["test"], ["exam"] * 3, [[]] * 3, [1] * 3)),
        [good[0] | {"name": "<<>>"}, *good[1:]],
    ]:
        refused(changed(saved, classes=classes), "list of classes is damaged")
    refused(changed(saved, classes=[{"name": "a", "pictures": 10**9}]), "up to 2,000 pictures")
    refused(changed(saved, classes=[{"name": "\ud800", "pictures": 3}]), "list of classes is damaged")


def test_parts_that_are_missing_or_too_many_are_refused(saved):
    files = parts(saved)
    refused(zip_of({name: content for name, content in files.items() if "01/0002" not in name}), "lacks pictures/01/0002.png")
    refused(changed(saved, model=True), "lacks model.keras")
    refused(zip_of(files | {"run.py": b"print(1)"}), "parts that don't belong to it")
    twice = io.BytesIO(saved)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("project.json", files["project.json"])
    refused(twice.getvalue(), "parts that don't belong to it")


def test_pictures_that_are_none_are_refused(saved):
    files, name = parts(saved), "pictures/00/0000.png"
    picture = files[name]
    large = picture[:16] + (60_000).to_bytes(4, "big") * 2 + picture[24:]
    for content, message in [
        (b"Dear Sir", "is no picture"),
        (b"", "is no picture"),
        (picture[:40], "can't be read"),
        (large, "too large, 60000 × 60000: 256 pixels is the limit"),
    ]:
        refused(zip_of(files | {name: content}), message)


def test_settings_that_are_missing_take_their_defaults_and_unknown_ones_are_refused(saved):
    kept = {"kind": "TrainingSettings", "values": {"epochs": 3}}
    assert open_project(changed(saved, settings=kept)).settings == TrainingSettings(epochs=3)
    for stored, message in [
        (5, "of a kind that this app does not know"),
        ({"kind": "os.system", "values": {}}, "of a kind that this app does not know"),
        ({"kind": ["TrainingSettings"], "values": {}}, "of a kind that this app does not know"),
        ({"kind": "TrainingSettings"}, "settings are damaged"),
        ({"kind": "TrainingSettings", "values": {"colour": 3}}, "does not know, 'colour'"),
        ({"kind": "TrainingSettings", "values": {"epochs": 10**6}}, "epochs must be a whole number between 1 and 200"),
        (
            {"kind": "TrainingSettings", "values": {"epochs": 3.5}},
            "a whole number between 1 and 200. Received: epochs=3.5",
        ),
        ({"kind": "TrainingSettings", "values": {"epochs": "3"}}, "Received: epochs='3'"),
        ({"kind": "TrainingSettings", "values": {"epochs": True}}, "Received: epochs=True"),
        ({"kind": "TrainingSettings", "values": {"learning_rate": [1]}}, r"Received: learning_rate=\[1\]"),
        ({"kind": "TrainingSettings", "values": {"image_size": 96.0}}, "Received: image_size=96.0"),
        ({"kind": "TrainingSettings", "values": {"arm": ["frozen"]}}, r"Received: arm=\['frozen'\]"),
        ({"kind": "TrainingSettings", "values": {"mixed_precision": 0}}, "Received: mixed_precision=0"),
        ({"kind": "ScratchSettings", "values": {"stack": "bomb 9"}}, "settings can't be used"),
        ({"kind": "ScratchSettings", "values": {"stack": 9}}, "stack must be a text. Received: stack=9"),
    ]:
        refused(changed(saved, settings=stored), message)
    for number in ("NaN", "Infinity", "1e999"):
        files = parts(saved)
        manifest = files["project.json"].replace(b'"learning_rate": 0.001', f'"learning_rate": {number}'.encode())
        assert manifest != files["project.json"]
        refused(zip_of(files | {"project.json": manifest}), r"damaged|learning_rate=inf")


def test_settings_within_settings_are_checked_too(saved):
    inner = TrainingSettings(augmentation=Augmentation(flip=True))
    kept = {"kind": "TrainingSettings", "values": {"augmentation": {"flip": True}}}
    assert open_project(changed(saved, settings=kept)).settings == inner
    for augmentation, message in [
        (5, "settings are damaged"),
        ({"flip": 1}, "flip must be one of False, True. Received: flip=1"),
        ({"rotation": 500}, "rotation must be between 0 and 180"),
        ({"colour": 1}, "does not know, 'colour'"),
    ]:
        refused(changed(saved, settings={"kind": "TrainingSettings", "values": {"augmentation": augmentation}}), message)


def with_model(data, labels=NAMES):
    """A project with this as its model."""
    files = parts(save_project({}))
    manifest = json.loads(files["project.json"]) | {"model": True, "labels": labels}
    return zip_of({"project.json": json.dumps(manifest), "model.keras": data})


def edited(model, edit):
    """The model's file with an edit of its description."""
    files = parts(model_bytes(model))
    config = json.loads(files["config.json"])
    edit(config)
    return zip_of(files | {"config.json": json.dumps(config)})


def layer_of(config, name):
    return next(layer for layer in config["config"]["layers"] if layer["config"]["name"] == name)


def test_a_lambda_is_refused():
    inputs = keras.Input((4,), name="picture")
    outputs = keras.layers.Lambda(lambda x: x, name="evil")(keras.layers.Dense(4, name="dense")(inputs))
    refused(with_model(model_bytes(keras.Model(inputs, outputs, name="bad"))), "no network of this course has: 'Lambda'")


def registered(config):
    layer_of(config, "relu")["registered_name"] = "Custom>Evil"


def other_module(config):
    layer_of(config, "relu").update(module="os", class_name="system", config={"name": "relu", "command": "id"})


def other_module_of_a_known_layer(config):
    layer_of(config, "relu")["module"] = "subprocess"


def function(config):
    call = {"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "function"}
    layer_of(config, "probabilities")["config"]["activation"] = call


def lambda_within(config):
    layer_of(config, "probabilities")["config"]["activation"] = {"class_name": "__lambda__", "config": {"value": "4wA="}}


def numpy_within(config):
    layer_of(config, "probabilities")["config"]["kernel_initializer"] = {"class_name": "__numpy__", "config": {"value": [1]}}


def model_within(config):
    layer_of(config, "relu").update(module="keras", class_name="Functional")


def file_reader(config):
    layer_of(config, "relu").update(class_name="StringLookup", config={"name": "relu", "vocabulary": "/etc/passwd"})


def other_top(config):
    config.update(class_name="TFSMLayer", module="keras.layers")


@pytest.mark.parametrize(
    "edit",
    [
        registered,
        other_module,
        other_module_of_a_known_layer,
        function,
        lambda_within,
        numpy_within,
        model_within,
        file_reader,
        other_top,
    ],
    ids=lambda edit: edit.__name__,
)
def test_descriptions_that_name_anything_else_are_refused(model, edit):
    refused(with_model(edited(model, edit)), "no network of this course has")


def huge_dense(config):
    layer_of(config, "probabilities")["config"]["units"] = 10**12


def huge_kernel(config):
    layer_of(config, "conv")["config"]["kernel_size"] = [50_000, 50_000]


def huge_picture(config):
    config["config"]["layers"][0]["config"]["batch_shape"] = [None, 10**6, 10**6, 3]


@pytest.mark.parametrize("edit", [huge_dense, huge_kernel, huge_picture], ids=lambda edit: edit.__name__)
def test_sizes_are_known_before_anything_is_allocated(model, edit):
    refused(with_model(edited(model, edit)), "far too large, with [0-9,]{12,}|don't fit together")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_weights_that_are_no_numbers_are_neither_saved_nor_opened(model, number):
    broken = keras.models.clone_model(model)
    weights = model.get_weights()
    weights[-1][1] = number
    broken.set_weights(weights)
    refused(with_model(model_bytes(broken)), "weights are not all finite numbers")
    with pytest.raises(ModelError, match="weights are not all finite numbers"):
        save_project({}, None, broken, NAMES)


def of_size(side, *layers):
    """The file of a network that takes pictures of this size, made without memory for its weights."""
    inputs = outputs = keras.Input((side, side, 3), name="picture")
    for layer in (*layers, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(len(NAMES))):
        outputs = layer(outputs)
    return model_bytes(keras.Model(inputs, outputs))


@pytest.mark.parametrize(
    ("side", "layers", "message"),
    [
        (5000, [keras.layers.ReLU()], "far too large, with 75,000,000 values from one layer: the limit is 10,000,000"),
        (1000, [], "must take pictures of up to 512 × 512 pixels"),
        (224, [keras.layers.Conv2D(256, 1)], "far too large, with 12,845,056 values from one layer"),
        (224, [keras.layers.Conv2D(128, 91)], r"far too large, with 57,[0-9,]* multiply-adds for one picture"),
    ],
)
def test_networks_that_would_take_too_long_or_too_much_memory_are_refused(side, layers, message):
    refused(with_model(of_size(side, *layers)), message)


def weights_of(edit):
    """The model's weights after an edit of their file."""

    def changed_model(model):
        files = parts(model_bytes(model))
        file = io.BytesIO(files["model.weights.h5"])
        with h5py.File(file, "r+") as weights:
            edit(weights)
        return zip_of(files | {"model.weights.h5": file.getvalue()})

    return changed_model


def declared_but_not_there(weights):
    weights.create_dataset("bomb", shape=(10**12,), dtype="f4", chunks=(10**6,))


def packed_bomb(weights):
    weights.create_dataset("bomb", data=np.zeros(10**6, "f4"), compression="gzip")


def too_many(weights):
    weights.create_dataset("more", data=np.zeros(7, "f4"))


def too_few(weights):
    del weights["layers"]["dense"]


def of_objects(weights):
    weights.create_dataset("names", data=["a", "b"], dtype=h5py.string_dtype())


def other_shape(weights):
    bias = weights["layers/dense/vars/1"]
    values = bias[()]
    del weights["layers/dense/vars/1"]
    weights["layers/dense/vars/1"] = values.reshape(2, 2)


def link_outside(weights):
    del weights["layers/dense/vars/1"]
    weights["layers/dense/vars/1"] = h5py.ExternalLink("/etc/passwd", "x")


@pytest.mark.parametrize(
    "edit",
    [declared_but_not_there, packed_bomb, too_many, too_few, of_objects, other_shape, link_outside],
    ids=lambda edit: edit.__name__,
)
def test_weights_that_are_not_those_of_the_layers_are_refused(model, edit):
    message = "packed in a way|parameters. Received|don't fit its layers"
    refused(with_model(weights_of(edit)(model)), f"can't be opened. The model's .*({message})")


def test_model_files_that_are_damaged_are_refused(model):
    files = parts(model_bytes(model))
    for data, message in [
        (b"x", "not a ZIP file"),
        (zip_of(files | {"assets/x": b""}), "other parts"),
        (zip_of({name: content for name, content in files.items() if name != "config.json"}), "other parts"),
        (zip_of(files | {"config.json": b"[" * 100_000}), "description is damaged"),
        (zip_of(files | {"config.json": b"{}"}), "description is damaged"),
        (
            zip_of(files | {"config.json": b'{"module": "keras.models", "class_name": "Functional", "config": {}}'}),
            "names no layers",
        ),
        (zip_of(files | {"model.weights.h5": files["model.weights.h5"][:500]}), "weights are damaged"),
        (zip_of(files | {"model.weights.h5": b""}), "weights are damaged"),
        (
            zip_of(files | {"config.json": files["config.json"].replace(b'"axis": -1', b'"axis": NaN')}),
            "description is damaged",
        ),
    ]:
        refused(with_model(data), message)


def test_labels_that_do_not_fit_the_model_are_refused(pictures, model):
    data = save_project({}, None, model, NAMES)
    refused(changed(data, labels=NAMES[:3]), "labels are damaged")
    refused(changed(data, labels=None), "labels are damaged")
    refused(changed(data, labels=[1, 2, 3, 4]), "labels are damaged")
    refused(changed(data, labels="abcd"), "labels are damaged")


def test_nothing_stays_on_disk(pictures, model, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    open_project(save_project(pictures, TrainingSettings(), model, NAMES))
    assert list(tmp_path.iterdir()) == []
