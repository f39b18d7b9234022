"""How many numbers the new head of a network learns, and how much work it and its base are, without building them."""

from lessons.training.settings import TrainingSettings

CHANNELS = {"vgg16": 512, "efficientnet_lite0": 1280}  # maps that a base ends with
CONVOLUTIONS = {"vgg16": 13, "efficientnet_lite0": 49}  # layers of a base, those that look at each channel alone among them
PRODUCTS = {"vgg16": 15_347_082_240, "efficientnet_lite0": 383_907_552}  # of a base, for a picture of 224 × 224


def head_inputs(settings: TrainingSettings) -> int:
    """How many numbers a pretrained network hands to its head, for each picture."""
    channels = CHANNELS[settings.network]
    if settings.head == "average":
        return channels
    side = -(-settings.image_size // 32) if settings.network == "efficientnet_lite0" else settings.image_size // 32
    return channels * side * side


def head_parameters(settings: TrainingSettings, classes: int) -> int:
    """The weights and biases of its hidden layer and of its output layer."""
    return (head_inputs(settings) + 1) * settings.units + (settings.units + 1) * classes


def base_products(settings: TrainingSettings) -> int:
    """Products that the frozen base adds up for one picture, as `lessons.nets.costs.multiply_adds` counts them."""
    return PRODUCTS[settings.network] * settings.image_size**2 // 224**2


def head_products(settings: TrainingSettings, classes: int) -> int:
    """Products that the head adds up for one picture: its weights, without the biases."""
    return head_inputs(settings) * settings.units + settings.units * classes
