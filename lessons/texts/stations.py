"""The networks that a walk from 1998 to 2022 comes by: what each brought, how well it did, and who says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Station:
    """One network."""

    title: str
    year: int
    new: str  # in a few words
    idea: str  # what it brought
    right: float | None  # of ImageNet's pictures, in per cent, with the first answer; None where it was never asked
    number: str  # which number that is, or what else there is
    source: str


KERAS = "keras.io/api/applications"

STATIONS = (
    Station(
        "LeNet-5",
        1998,
        "It learns its own kernels",
        "Kernels, pooling and dense layers, all learned together. It read handwritten digits, not photos.",
        None,
        "No bar: ImageNet did not exist yet. Of handwritten digits it read 99.05% right.",
        "LeCun et al., “Gradient-based learning applied to document recognition”, 1998",
    ),
    Station(
        "AlexNet",
        2012,
        "The same, a thousand times larger",
        "It had enough photos to learn from, and graphics cards to do the sums.",
        59.3,
        "by one such network. It won the contest of that year far ahead of all others.",
        "Krizhevsky, Sutskever and Hinton, 2012: one network, on the validation pictures",
    ),
    Station(
        "VGG16",
        2014,
        "Small kernels, many in a row",
        "Two layers of 3 × 3 see as far as one of 5 × 5, for less.",
        71.3,
        "of the photos. All bars are about the same 50,000: ImageNet’s, of a thousand kinds of things.",
        f"Simonyan and Zisserman, 2014; the number: {KERAS}",
    ),
    Station(
        "Inception",
        2014,
        "Several sizes side by side",
        "Is the thing in the picture small or large? The network has a kernel for each.",
        77.9,
        "by InceptionV3, of 2015. The first one, GoogLeNet, won the contest of 2014.",
        f"Szegedy et al., 2014; the number: {KERAS}",
    ),
    Station(
        "ResNet",
        2015,
        "Shortcuts",
        "What came in is added to what comes out. So even 152 layers can learn.",
        74.9,
        "by ResNet50, which sees 224 × 224 pixels; InceptionV3 sees 299 × 299. Several deeper ones won the contest of 2015.",
        f"He et al., 2015; the number: {KERAS}",
    ),
    Station(
        "MobileNet",
        2017,
        "Small enough for a phone",
        "Each map is filtered alone, then 1 × 1 mixes them: far fewer numbers to learn.",
        70.4,
        "with 4 million parameters; VGG16 has 138 million.",
        f"Howard et al., 2017; the number: {KERAS}",
    ),
    Station(
        "EfficientNet",
        2019,
        "Everything grows together",
        "More layers, more maps and larger pictures, always in the same proportion.",
        84.3,
        "by EfficientNetB7, the largest.",
        f"Tan and Le, 2019; the number: {KERAS}",
    ),
    Station(
        "ViT",
        2020,
        "No convolution: attention",
        "Patches of the picture ask each other. A network of such layers is a transformer.",
        88.6,
        "by its largest, ViT-H/14, after it had learned from 300 million other pictures.",
        "Dosovitskiy et al., “An image is worth 16x16 words”, 2020",
    ),
    Station(
        "ConvNeXt",
        2022,
        "Convolution again",
        "With ideas from transformers: large kernels, each map alone, and shortcuts.",
        87.8,
        "by the largest, after it had learned from 14 million other pictures.",
        "Liu et al., “A ConvNet for the 2020s”, 2022",
    ),
)
