"""The controls of a training: what they are set up as is what they choose."""

import dataclasses

import pytest
from streamlit.testing.v1 import AppTest

from lessons.training.settings import BASES, Augmentation, TrainingSettings

EVERYTHING_ELSE = TrainingSettings(
    arm="fine_tuned",
    network="efficientnet_lite0",
    image_size=128,
    pictures_per_class=50,
    epochs=7,
    learning_rate=3e-4,
    batch_size=16,
    seed=11,
    optimiser="sgd",
    patience=4,
    head="flatten",
    units=128,
    dropout=0.5,
    l2=1e-3,
    unfrozen=5,
    fine_epochs=6,
    fine_rate=3e-5,
    batch_norm="trained",
    augmentation=Augmentation(rotation=35.0, shift=0.15, shear=0.2, zoom=0.25, flip=True, brightness=0.3, variants=6),
)


def controls(settings):
    import streamlit as st

    from lessons.training.settings import TrainingSettings
    from pages.transfer.parts.training_choice import set_controls, training_choice

    if "was_set" not in st.session_state:
        st.session_state.was_set = True
        set_controls(settings, key="some")
    st.session_state.chosen = training_choice(TrainingSettings(), key="some")


def chosen_after(settings):
    app = AppTest.from_function(controls, args=(settings,), default_timeout=60).run()
    assert not app.exception
    return app.session_state.chosen


def test_every_setting_with_a_control_differs_from_its_default():
    default = TrainingSettings()
    without = {"schedule", "validation_share", "mixed_precision", "network"}  # the last has a test of its own
    for one, other in ((EVERYTHING_ELSE, default), (EVERYTHING_ELSE.augmentation, default.augmentation)):
        same = {field.name for field in dataclasses.fields(one) if getattr(one, field.name) == getattr(other, field.name)}
        assert same <= without


OTHER_NETWORK = dataclasses.replace(EVERYTHING_ELSE, network="vgg16", batch_norm="frozen")


@pytest.mark.parametrize(
    "settings",
    [TrainingSettings(), EVERYTHING_ELSE, OTHER_NETWORK],
    ids=["defaults", "everything else", "the other network"],
)
def test_controls_choose_what_they_were_set_to(settings):
    assert chosen_after(settings) == [settings]


def test_what_the_controls_cannot_say_stays_where_it_is_or_at_the_end():
    wild = TrainingSettings(epochs=200, learning_rate=2e-4, patience=50, augmentation=Augmentation(rotation=180.0))
    (chosen,) = chosen_after(wild)
    assert (chosen.epochs, chosen.learning_rate, chosen.patience) == (60, TrainingSettings().learning_rate, 10)
    assert chosen.augmentation.rotation == 90


def of_a_set(title):
    from types import SimpleNamespace

    import streamlit as st

    from lessons.training.suited import suited_settings
    from pages.transfer.parts.training_choice import training_choice

    dataset = SimpleNamespace(title=st.session_state.get("title", title))
    st.session_state.chosen = training_choice(suited_settings(dataset), key="some")


def choice_of(app, title):
    app.session_state.title = title
    (chosen,) = app.run().session_state.chosen
    assert not app.exception
    return chosen.network, chosen.image_size


SMALL, PHOTOS = ("vgg16", 96), (TrainingSettings().network, TrainingSettings().image_size)


def test_network_and_size_follow_the_data_set():
    app = AppTest.from_function(of_a_set, args=("Textures",), default_timeout=60)
    assert choice_of(app, "Textures") == SMALL
    assert app.session_state.chosen == [TrainingSettings(network="vgg16", image_size=96)]
    assert choice_of(app, "Your own pictures") == PHOTOS == ("efficientnet_lite0", 224)
    assert app.session_state.chosen == [TrainingSettings()]
    assert choice_of(app, "Digits") == SMALL


@pytest.mark.parametrize("chosen", [("vgg16", 160), ("efficientnet_lite0", 96), ("efficientnet_lite0", 224)])
def test_what_the_learner_has_said_stays(chosen):
    app = AppTest.from_function(of_a_set, args=("Textures",), default_timeout=60).run()
    app.segmented_control(key="some_network").set_value(BASES[chosen[0]])
    app.select_slider(key="some_size").set_value(chosen[1]).run()
    for title in ("Your own pictures", "Faces"):
        assert choice_of(app, title) == (chosen if chosen != PHOTOS or title != "Faces" else SMALL)


def test_an_opened_projects_settings_stay_on_its_own_pictures_whatever_they_are():
    def page():
        from types import SimpleNamespace

        import streamlit as st

        from lessons.training.settings import TrainingSettings
        from lessons.training.suited import suited_settings
        from pages.transfer.parts.training_choice import set_controls, training_choice

        if st.session_state.get("opened"):
            set_controls(TrainingSettings(network="vgg16", image_size=96), key="some")
        title = "Your own pictures" if st.session_state.get("opened") else "Textures"
        st.session_state.chosen = training_choice(suited_settings(SimpleNamespace(title=title)), key="some")

    app = AppTest.from_function(page, default_timeout=60).run()
    app.session_state.opened = True
    (chosen,) = app.run().session_state.chosen
    assert (chosen.network, chosen.image_size) == SMALL
