"""Pictures that are soon replaced travel in the message itself: at an address they would be gone before a slow browser asks."""

from streamlit.testing.v1 import AppTest


def test_live_pictures_have_no_address_that_could_go():
    def page():
        import numpy as np

        from lessons.training.results import StackRecord
        from pages.beyond.parts.mask_view import row_of_masks
        from pages.layers.parts.look_inside import first_filters

        first_filters(StackRecord(3, np.ones((3, 3, 3, 4), np.float32), {}, np.ones(2, np.float32)))
        row_of_masks([np.zeros((8, 8, 3), np.uint8)], [np.zeros((8, 8), np.uint8)], "live")

    app = AppTest.from_function(page, default_timeout=30).run()
    assert not app.exception
    addresses = [image.url for element in app.image for image in element.proto.imgs]
    assert len(addresses) == 2
    assert all(address.startswith("data:image/png;base64,") for address in addresses)
