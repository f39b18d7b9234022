"""The controls of a training: what they are set up as is what they choose."""

import dataclasses

import pytest
from streamlit.testing.v1 import AppTest

from lessons.training.settings import Augmentation, TrainingSettings

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

    from pages.transfer.parts.training_choice import set_controls, training_choice

    if "was_set" not in st.session_state:
        st.session_state.was_set = True
        set_controls(settings, key="some")
    st.session_state.chosen = training_choice(key="some")


def chosen_after(settings):
    app = AppTest.from_function(controls, args=(settings,)).run()
    assert not app.exception
    return app.session_state.chosen


def test_every_setting_with_a_control_differs_from_its_default():
    default, without = TrainingSettings(), {"schedule", "validation_share", "mixed_precision"}
    for one, other in ((EVERYTHING_ELSE, default), (EVERYTHING_ELSE.augmentation, default.augmentation)):
        same = {field.name for field in dataclasses.fields(one) if getattr(one, field.name) == getattr(other, field.name)}
        assert same <= without


@pytest.mark.parametrize("settings", [TrainingSettings(), EVERYTHING_ELSE], ids=["defaults", "everything else"])
def test_controls_choose_what_they_were_set_to(settings):
    assert chosen_after(settings) == [settings]


def test_what_the_controls_cannot_say_stays_where_it_is_or_at_the_end():
    wild = TrainingSettings(epochs=200, learning_rate=2e-4, patience=50, augmentation=Augmentation(rotation=180.0))
    (chosen,) = chosen_after(wild)
    assert (chosen.epochs, chosen.learning_rate, chosen.patience) == (60, TrainingSettings().learning_rate, 10)
    assert chosen.augmentation.rotation == 90
