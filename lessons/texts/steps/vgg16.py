"""What there is to try inside VGG16."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "open",
            "Point at maps from left to right, and click one that you can still recognise your picture in.",
            lambda known: known["opened"] is not None,
            "Early maps look like the picture: they answer to edges and colours, wherever these are.",
        ),
        Step(
            "last",
            "Under *Every layer*, go to the last one, block5_pool. What is left of the picture?",
            lambda known: known["layer"] == "block5_pool",
            "512 maps of 7 × 7 cells: less *where*, more *what*. Each spot says that something was found, roughly there.",
            lambda _: ["A few spots", "A small copy", "Nothing"],
            {"vgg16_section": "Every layer", "vgg16_layer": "block5_pool"},
        ),
        Step(
            "sparse",
            "Sort its maps by sparsity. Why do so many of them show nothing at all?",
            lambda known: known["order"] == "sparsity",
            "A late filter asks for something special, and most of it isn't in your picture: ReLU makes zeros of the rest.",
            lambda _: ["What they look for isn't there", "They are broken", "The picture is too dark"],
            {"vgg16_section": "Every layer", "vgg16_order": "sparsity"},
        ),
    ),
    (
        Preset(
            "First layer",
            {"vgg16_section": "Every layer", "vgg16_layer": "block1_conv1"},
            "Below are its 64 maps. In nearly all of them you see your picture.",
        ),
        Preset(
            "Last layer",
            {"vgg16_section": "Every layer", "vgg16_layer": "block5_pool"},
            "Below are its 512 maps. In none of them you see your picture.",
        ),
    ),
)
