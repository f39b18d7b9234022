import doctest
import itertools

import cv2
import keras
import numpy as np
import pytest
import scipy.ndimage
import scipy.signal
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons.core import convolution
from lessons.core.convolution import BOUNDARIES, convolve2d, products_at
from lessons.core.kernels import KERNELS
from lessons.core.shapes import output_size

finite = st.floats(-100, 100, allow_subnormal=False, width=32)


def images(least=1, most=12):
    return st.tuples(st.integers(least, most), st.integers(least, most)).flatmap(
        lambda shape: hnp.arrays(np.float32, shape, elements=finite)
    )


kernels = images(1, 5)
geometries = st.fixed_dictionaries(
    {
        "stride": st.integers(1, 4),
        "padding": st.one_of(st.sampled_from(["valid", "same"]), st.integers(0, 5)),
        "dilation": st.integers(1, 3),
        "boundary": st.sampled_from(list(BOUNDARIES)),
    }
)


def dilated(kernel, dilation):
    """The kernel with zeros between its taps: dilation for a reference that has none."""
    rows, columns = (dilation * (size - 1) + 1 for size in kernel.shape[:2])
    spread = np.zeros((rows, columns, *kernel.shape[2:]), np.float32)
    spread[::dilation, ::dilation] = kernel
    return spread


@pytest.mark.parametrize(
    ("kernel_size", "stride", "padding", "dilation"),
    list(itertools.product([(1, 1), (2, 2), (3, 3), (5, 5), (2, 3)], [1, 2, 3], ["valid", "same"], [1, 2, 3])),
)
def test_filters_over_channels_equal_keras(rng, kernel_size, stride, padding, dilation):
    image = rng.normal(size=(23, 17, 3)).astype(np.float32)
    kernel = rng.normal(size=(*kernel_size, 3, 4)).astype(np.float32)
    bias = rng.normal(size=4).astype(np.float32)
    if stride > 1 and dilation > 1:  # Keras has no layer with both, but it has the same kernel with zeros
        expected = keras.ops.conv(image[None], dilated(kernel, dilation), strides=stride, padding=padding)
    else:
        expected = keras.ops.conv(image[None], kernel, strides=stride, padding=padding, dilation_rate=dilation)
    result = convolve2d(image, kernel, stride=stride, padding=padding, dilation=dilation, bias=bias)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, np.asarray(expected)[0] + bias, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kernel", list(KERNELS.values()), ids=list(KERNELS))
@pytest.mark.parametrize(
    ("boundary", "border"),
    [
        ("zero", cv2.BORDER_CONSTANT),
        ("edge", cv2.BORDER_REPLICATE),
        ("reflect", cv2.BORDER_REFLECT_101),
    ],
)
def test_kernels_and_boundaries_equal_opencv(rng, kernel, boundary, border):
    image = rng.uniform(0, 255, (40, 31)).astype(np.float32)
    expected = cv2.filter2D(image, cv2.CV_32F, kernel, borderType=border)
    result = convolve2d(image, kernel, padding=kernel.shape[0] // 2, boundary=boundary)
    np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-3)


def test_wrapped_boundary_equals_scipy(rng):
    image, kernel = rng.normal(size=(9, 11)).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)
    expected = scipy.ndimage.correlate(image, kernel, mode="wrap")
    np.testing.assert_allclose(convolve2d(image, kernel, padding=1, boundary="wrap"), expected, rtol=1e-5, atol=1e-5)


@given(images(5, 12), kernels)
def test_flip_is_the_mathematicians_convolution(image, kernel):
    expected = scipy.signal.convolve2d(image.astype(np.float64), kernel.astype(np.float64), mode="valid")
    np.testing.assert_allclose(convolve2d(image, kernel, flip=True), expected, rtol=1e-4, atol=0.1)


@given(st.data(), images(6, 12), kernels, geometries, finite)
def test_linear_in_the_image(data, image, kernel, geometry, factor):
    if geometry["padding"] != "same" and geometry["dilation"] * 4 + 1 > 6:
        geometry["padding"] = "same"
    other = data.draw(hnp.arrays(np.float32, image.shape, elements=finite))
    combined = convolve2d(image + np.float32(factor) * other, kernel, **geometry)
    parts = convolve2d(image, kernel, **geometry) + np.float32(factor) * convolve2d(other, kernel, **geometry)
    # Sums of up to 25 products of magnitude 100 * 10_000: float32 keeps seven digits of them.
    np.testing.assert_allclose(combined, parts, rtol=1e-4, atol=30)


@given(images(), st.sampled_from(list(BOUNDARIES)))
def test_the_identity_kernel_changes_nothing(image, boundary):
    np.testing.assert_array_equal(convolve2d(image, KERNELS["identity"], padding="same", boundary=boundary), image)


@given(images(), kernels, geometries)
def test_the_result_has_the_size_of_the_formula(image, kernel, geometry):
    how = {name: geometry[name] for name in ("stride", "padding", "dilation")}
    try:
        expected = tuple(output_size(image.shape[axis], kernel.shape[axis], **how) for axis in (0, 1))
    except ValueError:
        with pytest.raises(ValueError, match="must fit"):
            convolve2d(image, kernel, **geometry)
    else:
        assert convolve2d(image, kernel, **geometry).shape == expected


@given(images(8, 12), images(1, 3), st.integers(1, 3))
def test_a_shifted_picture_gives_a_shifted_map(image, kernel, shift):
    """Translation equivariance, away from the border that the shift brings in."""
    moved = np.roll(image, shift, axis=1)
    np.testing.assert_array_equal(convolve2d(moved, kernel)[:, shift:], convolve2d(image, kernel)[:, :-shift])


@given(st.data(), images(5, 12), kernels, geometries, finite)
def test_products_add_up_to_the_map(data, image, kernel, geometry, bias):
    if geometry["dilation"] > 1:
        geometry["padding"] = "same"
    output = convolve2d(image, kernel, bias=bias, **geometry)
    row, column = (data.draw(st.integers(0, size - 1)) for size in output.shape)
    shown = products_at(image, kernel, row, column, bias=bias, **geometry)
    np.testing.assert_array_equal(shown.products, shown.patch * kernel)
    np.testing.assert_allclose(shown.total, output[row, column], rtol=1e-4, atol=0.1)
    np.testing.assert_allclose(shown.products.sum(dtype=np.float64) + shown.bias, shown.total, rtol=1e-4, atol=0.1)


def test_products_span_all_channels_and_filters(rng):
    image, kernel = rng.normal(size=(8, 9, 3)).astype(np.float32), rng.normal(size=(3, 3, 3, 5)).astype(np.float32)
    bias = rng.normal(size=5).astype(np.float32)
    shown = products_at(image, kernel, 2, 4, bias=bias)
    assert shown.patch.shape == (3, 3, 3)
    assert shown.products.shape == (3, 3, 3, 5)
    np.testing.assert_allclose(shown.total, convolve2d(image, kernel, bias=bias)[2, 4], rtol=1e-5)


@pytest.mark.parametrize("name", [name for name in KERNELS if name.endswith(("_x", "_y")) or name in ("laplacian", "outline")])
def test_edge_kernels_answer_zero_to_a_constant_picture(name):
    assert not convolve2d(np.full((6, 6), 73.0), KERNELS[name]).any()


@pytest.mark.parametrize(
    ("image", "kernel", "options", "message"),
    [
        (np.ones((4, 4)), np.ones((5, 5)), {}, "must fit into the padded input"),
        (np.ones((4, 4)), np.ones((3, 3)), {"stride": 0}, "Received: stride=0"),
        (np.ones((4, 4)), np.full((3, 3), np.nan), {}, "kernel must hold finite numbers only"),
        (np.full((4, 4), np.inf), np.ones((3, 3)), {}, "image must hold finite numbers only"),
        (np.ones((4, 4)), np.ones((3, 3)), {"boundary": "mirror"}, "Received: boundary='mirror'"),
        (np.ones((4, 4, 3)), np.ones((3, 3)), {}, "Received: shapes (4, 4, 3) and (3, 3)"),
        (np.ones((4, 4, 3)), np.ones((3, 3, 2, 1)), {}, "a filter must span all channels of its input: the image has 3"),
        (np.ones((4, 4, 3)), np.ones((3, 3, 3, 2)), {"bias": [1, 2, 3]}, "bias must be one number per filter"),
        (np.ones((0, 4)), np.ones((1, 1)), {}, "must not be empty"),
    ],
)
def test_bad_operands_are_named(image, kernel, options, message):
    with pytest.raises(ValueError) as error:
        convolve2d(image, kernel, **options)
    assert message in str(error.value)


def test_cells_that_are_not_there_are_refused():
    with pytest.raises(ValueError, match=r"3 × 3 output\. Received: row=3, column=0"):
        products_at(np.ones((5, 5)), np.ones((3, 3)), 3, 0)


def test_operands_are_left_alone(rng):
    image, kernel = rng.normal(size=(5, 5)).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)
    before = image.copy(), kernel.copy()
    convolve2d(image, kernel, flip=True)
    products_at(image, kernel, 0, 0)
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(kernel, before[1])


def test_examples_in_docstrings_hold():
    assert doctest.testmod(convolution).failed == 0
