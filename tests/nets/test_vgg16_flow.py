"""The first page's lines between VGG16's maps, held against TensorFlow's own gradients."""

import numpy as np
import tensorflow as tf

from lessons.nets.probing import feature_maps
from lessons.nets.vgg16_flow import CONVOLUTIONS, POOLS, vgg16_flow


def test_a_line_is_the_share_of_a_maps_strongest_cell_that_another_map_makes(vgg16, cat):
    maps = feature_maps(vgg16, cat, layers=POOLS)
    columns, links = vgg16_flow(vgg16, maps)
    assert [(column.layer, column.size, len(column.channels)) for column in columns] == list(
        zip(POOLS, (112, 56, 28, 14, 7), [6] * 5, strict=True)
    )
    assert len(links) > 20
    assert {link.block for link in links} == {2, 3, 4, 5}
    for block in (2, 5):
        before, after = columns[block - 2], columns[block - 1]
        ours = np.zeros((6, 6))
        for link in links:
            if link.block == block:
                ours[link.target, link.source] = link.share
        assert (np.count_nonzero(ours, axis=1) <= 2).all()
        rim = (CONVOLUTIONS[block] + 1) // 2
        for target, channel in enumerate(after.channels):
            shares = _shares(vgg16, block, maps[before.layer], channel, rim)[list(before.channels)]
            two = np.sort(shares)[-2:]
            np.testing.assert_allclose(np.sort(ours[target])[-2:], np.where(two >= 0.02, two, 0), atol=2e-3)


def _shares(model, block, before, channel, rim):
    given = tf.constant(before[np.newaxis])
    with tf.GradientTape() as tape:
        tape.watch(given)
        values = given
        for number in range(1, CONVOLUTIONS[block] + 1):
            values = model.get_layer(f"block{block}_conv{number}")(values)
        pooled = model.get_layer(f"block{block}_pool")(values)[0, rim:-rim, rim:-rim, channel]
        strongest = tf.reduce_max(pooled)
    parts = tf.reduce_sum(given * tape.gradient(strongest, given), axis=(0, 1, 2)).numpy()
    return parts / (float(strongest) or np.inf)
