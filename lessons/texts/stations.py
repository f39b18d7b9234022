"""The networks that a walk from 1998 to 2022 comes by: what each brought, how well it did, and who says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """One network."""

    title: str
    year: int
    idea: str  # what it brought
    parts: tuple[
        tuple[str, ...], ...
    ]  # of what is typical for it: one after the other; what stands in one tuple is side by side
    right: float | None  # of ImageNet's pictures, in per cent, with the first answer; None where it was never asked
    number: str  # which number that is, or what else there is
    source: str
    shortcut: bool = False  # around these parts


KERAS = "keras.io/api/applications"

STATIONS = (
    Station(
        "LeNet-5",
        1998,
        "Kernels, pooling and dense layers, all learned together. It read handwritten digits, not photos.",
        (("5 × 5",), ("pool",), ("5 × 5",), ("pool",), ("dense",)),
        None,
        "No bar: ImageNet did not exist yet. Of handwritten digits it read 99.05% right.",
        "LeCun et al., “Gradient-based learning applied to document recognition”, 1998",
    ),
    Station(
        "AlexNet",
        2012,
        "The same idea, large: 60 million parameters, ReLU, dropout, graphics cards and 1.2 million photos.",
        (("11 × 11",), ("pool",), ("5 × 5",), ("pool",), ("3 × 3",), ("dropout",), ("dense",)),
        59.3,
        "by one such network. It won the contest of that year far ahead of all others.",
        "Krizhevsky, Sutskever and Hinton, 2012: one network, of pictures held back",
    ),
    Station(
        "VGG16",
        2014,
        "Only small kernels, and many of them in a row: 16 layers with weights.",
        (("3 × 3",), ("3 × 3",), ("pool",), ("3 × 3",), ("3 × 3",), ("pool",)),
        71.3,
        "of the photos. All bars are about the same 50,000: ImageNet’s, of a thousand kinds of things.",
        f"Simonyan and Zisserman, 2014; the number: {KERAS}",
    ),
    Station(
        "Inception",
        2014,
        "Kernels of several sizes side by side, with 1 × 1 before the expensive ones.",
        (("1 × 1", "1 × 1, 3 × 3", "1 × 1, 5 × 5", "pool, 1 × 1"), ("together",)),
        77.9,
        "by InceptionV3, of 2015. The first one, GoogLeNet, won the contest of 2014.",
        f"Szegedy et al., 2014; the number: {KERAS}",
    ),
    Station(
        "ResNet",
        2015,
        "A shortcut around every few layers, so that far more than 20 layers can learn.",
        (("1 × 1",), ("3 × 3",), ("1 × 1",)),
        74.9,
        "by ResNet50, which sees 224 × 224 pixels; InceptionV3 sees 299 × 299. Several deeper ones won the contest of 2015.",
        f"He et al., 2015; the number: {KERAS}",
        shortcut=True,
    ),
    Station(
        "MobileNet",
        2017,
        "Each map filtered alone, then 1 × 1: a network for a phone, with 4 million parameters.",
        (("3 × 3, each alone",), ("1 × 1",)),
        70.4,
        "with 4 million parameters; VGG16 has 138 million.",
        f"Howard et al., 2017; the number: {KERAS}",
    ),
    Station(
        "EfficientNet",
        2019,
        "Depth, width and the size of the pictures grow together, in a fixed proportion.",
        (("deeper",), ("wider",), ("larger pictures",)),
        84.3,
        "by EfficientNetB7, the largest.",
        f"Tan and Le, 2019; the number: {KERAS}",
    ),
    Station(
        "ViT",
        2020,
        "Vision transformer: no convolution. The picture in patches, and each asks all others for what it can use: attention.",
        (("patches",), ("attention",), ("dense",)),
        88.55,
        "by its largest, ViT-H/14, after it had learned from 300 million other pictures.",
        "Dosovitskiy et al., “An image is worth 16x16 words”, 2020",
        shortcut=True,
    ),
    Station(
        "ConvNeXt",
        2022,
        "Convolution again, with what was learned from transformers: large kernels for each map alone, and shortcuts.",
        (("7 × 7, each alone",), ("1 × 1",), ("1 × 1",)),
        87.8,
        "by the best of them, as its paper says.",
        "Liu et al., “A ConvNet for the 2020s”, 2022",
        shortcut=True,
    ),
)
