"""What a browser fetches of a network: the very maps and sums, for the browser whose view it is, and kept in no cache."""

import json
import zlib

import numpy as np
import pytest

from lessons.images.samples import SAMPLES
from lessons.nets.network_columns import layer_feeding
from lessons.nets.probing import MAP_ORDERS, feature_maps
from lessons.nets.vgg16 import load_vgg16
from pages.shared.session import caches
from pages.shared.session.desk import at
from pages.shared.session.desks import Desk
from pages.shared.session.network_choice import Asked
from pages.shared.session.network_views import find_view, view_of
from tests.pages.visitor import Visitor, raw_answer

pytestmark = pytest.mark.slow


def cookie_of(address):
    """The cookie of a browser that has just opened a page."""
    headers = raw_answer(f"{address}/vgg16", headers={"Accept": "text/html"})[1]
    return next(text for text in headers.get_all("set-cookie") if text.startswith("pixels_desk")).split(";")[0]


@pytest.fixture(scope="module")
def view(address):
    """(the address of a view, the cookie of its browser): somebody looks at the cat in VGG16."""
    cookies = cookie_of(address)
    with Visitor(address, "vgg16", cookies=cookies) as visitor:
        told = [json.loads(element.json) for element in visitor.elements("bidi_component") if '"columns"' in element.json]
        yield f"{address}/network/{told[-1]['view']}", cookies


def fetch(view, path):
    status, headers, data = raw_answer(f"{view[0]}/{path}", headers={"Cookie": view[1]})
    assert headers["cache-control"] == "no-store"
    return status, data


def unpacked(data):
    start = 4 + int.from_bytes(data[:4], "little")
    head = json.loads(data[4:start])
    return head | {name: data[start + first : start + last] for name, (first, last) in head.pop("parts").items()}


@pytest.fixture(scope="module")
def maps():
    return feature_maps(load_vgg16(), SAMPLES["chelsea"].load())


def test_the_first_view_holds_every_map_in_few_bytes(view, maps):
    status, data = fetch(view, "overview")
    found = unpacked(data)
    assert status == 200
    assert len(data) <= 200_000
    assert [layer["layer"] for layer in found["layers"]] == list(maps)
    assert len(found["means"]) == 5696
    for layer in found["layers"]:
        order = MAP_ORDERS["mean"](maps[layer["layer"]])
        assert layer["strongest"] == list(order[:7])


def test_a_layer_comes_with_its_orders_and_largest_values(view, maps):
    status, data = fetch(view, "layer/block5_conv3")
    found = unpacked(data)
    assert status == 200
    for name, order in MAP_ORDERS.items():
        np.testing.assert_array_equal(np.frombuffer(found[name], "<i2"), order(maps["block5_conv3"]))
    np.testing.assert_allclose(np.frombuffer(found["limits"], "<f4"), maps["block5_conv3"].max((0, 1)), rtol=1e-4)
    assert found["sheet"][8:12] == b"WEBP"


def test_links_are_those_of_the_library(view, maps):
    feeding = layer_feeding(load_vgg16(), "block5_conv3", maps["block5_conv2"], maps["block5_conv3"])
    found = unpacked(fetch(view, "links/block5_conv3")[1])
    sources = np.frombuffer(found["sources"], "<i2").reshape(512, 5)
    shares = np.frombuffer(found["source_shares"], "<f4").reshape(512, 5)
    for channel in np.argsort(-maps["block5_conv3"].mean((0, 1)))[:20]:
        parts = np.abs(feeding.parts[:, channel])
        assert parts[sources[channel, 0]] == pytest.approx(parts.max(), rel=1e-3)
        np.testing.assert_allclose(shares[channel], feeding.shares[sources[channel], channel], rtol=2e-3, atol=1e-5)
    assert np.frombuffer(unpacked(fetch(view, "links/block1_conv1")[1])["sources"], "<i2").max() == 2  # three colours


def test_a_map_arrives_to_the_last_bit_and_a_cell_with_its_sum(view, maps):
    found = unpacked(fetch(view, "map/block4_conv2/17")[1])
    values = np.frombuffer(zlib.decompress(found["values"]), np.uint8).reshape(4, -1).T.copy().view("<f4").reshape(28, 28)
    np.testing.assert_allclose(values, maps["block4_conv2"][..., 17], rtol=1e-3, atol=1e-2)
    told = json.loads(fetch(view, "cell/block4_conv2/17/5/9")[1])
    assert told["value"] == pytest.approx(float(values[5, 9]), rel=1e-6)
    assert max(told["sum"]["before"], 0) == pytest.approx(told["value"], rel=1e-3, abs=1e-2)


def test_what_differs_from_another_view_is_told_map_by_map(view, maps):
    same = view[0].rpartition("/")[2]
    status, data = fetch(view, f"changed/block5_pool?other={same}")
    assert status == 200
    np.testing.assert_array_equal(np.frombuffer(data, "<f4"), np.zeros(512))
    assert fetch(view, "changed/block5_pool?other=guessed")[0] == 404


@pytest.mark.parametrize(
    "path", ["layer/attic", "links/attic", "map/block4_conv2/512", "map/attic/0", "cell/block5_pool/0/7/0", "cell/attic/0/0/0"]
)
def test_what_is_not_there_is_not_found(view, path):
    assert fetch(view, path)[0] == 404


def test_nobody_else_sees_a_view_and_a_name_that_was_not_given_finds_nothing(address, view):
    another = view[1][:-1] + ("1" if view[1].endswith("0") else "0")
    for cookies in ("", cookie_of(address), another):
        assert raw_answer(f"{view[0]}/overview", headers={"Cookie": cookies})[0] == 404
    assert raw_answer(f"{address}/network/guessed/overview", headers={"Cookie": view[1]})[0] == 404


def test_a_view_goes_with_its_desk():
    own, asked = Desk(), Asked("vgg16", "VGG16", None, (), "")
    with at(own):
        name = view_of(asked, caches.bundled_picture("coffee")).name
        assert view_of(asked, caches.bundled_picture("coffee")).name == name
        for other in [name for name in SAMPLES if name != "coffee"][:6]:
            latest = view_of(asked, caches.bundled_picture(other))
    assert find_view(name, None) is None  # six others came since
    assert find_view(latest.name, None) is latest
    assert find_view(latest.name, "another browser") is None
    own.empty()
    del latest
    assert own == {}
