"""Recipes of old articles: what they say of VGG16 is so, and each is a setting that can be trained."""

import dataclasses

import keras

from lessons.texts.old_recipes import OLD_RECIPES
from lessons.training.settings import ARMS, BASES, HEADS, Augmentation, TrainingSettings

BY_NAME = {recipe.name: recipe for recipe in OLD_RECIPES}


def test_the_last_five_layers_of_keras_vgg16_hold_three_convolutions():
    layers = keras.applications.VGG16(include_top=False, weights=None, input_shape=(64, 64, 3)).layers[-5:]
    recipe = BY_NAME["The last five layers"]
    assert all(layer.name in recipe.look for layer in layers)
    convolutions = [layer for layer in layers if isinstance(layer, keras.layers.Conv2D)]
    assert recipe.values["fine_tune_unfrozen"] == len(convolutions) == 3
    assert not any(layer.weights for layer in layers if layer not in convolutions)


def test_each_is_a_setting_that_can_be_trained():
    titles = {title: name for table in (ARMS, BASES, HEADS) for name, title in table.items()}
    fields, changes = {field.name for field in dataclasses.fields(TrainingSettings)}, {"rotation", "shift", "zoom"}
    for recipe in OLD_RECIPES:
        told = {key.removeprefix("fine_tune_"): value for key, value in recipe.values.items()}
        told.pop("arms", None)
        chosen = {name: titles.get(value, value) for name, value in told.items() if name not in changes}
        assert chosen.keys() <= fields
        augmentation = Augmentation(**{name: told[name] for name in changes & told.keys()})
        assert TrainingSettings(**chosen, augmentation=augmentation) != TrainingSettings()
