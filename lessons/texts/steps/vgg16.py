"""What there is to try inside VGG16."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "open",
            "Click a map of block 1 or 2 in which you still see your picture.",
            lambda known: known["level"] in ("map", "cell") and known["layer"].startswith(("block1", "block2")),
            "Early maps look like the picture: they answer to edges and colours, wherever these are.",
            by={"vgg16_layer": "block1_conv2", "vgg16_map": "5"},
        ),
        Step(
            "last",
            "Go to the very last layer, block 5's pool. What is left of the picture?",
            lambda known: known["layer"] == "block5_pool",
            "512 maps of 7 × 7 cells: less *where*, more *what*. Each spot says that something was found, roughly there.",
            lambda _: ["A few spots", "A small copy", "Nothing"],
            {"vgg16_layer": "block5_pool", "vgg16_map": "", "vgg16_cell": ""},
        ),
        Step(
            "sparse",
            "Sort its maps by sparsity, those with most zeros first. Why do some show nothing at all?",
            lambda known: known["order"] == "sparsity",
            "A late filter asks for something special, and it isn't in your picture: ReLU makes zeros of what is below zero.",
            lambda _: ["What they look for isn't there", "They are broken", "The picture is too dark"],
            {"vgg16_layer": "block5_pool", "vgg16_order": "sparsity"},
            start={"vgg16_layer": "block5_pool", "vgg16_map": "", "vgg16_cell": "", "vgg16_order": ""},
        ),
        Step(
            "cell",
            "Fly to a cell of a map in block 3. How many products make its number?",
            lambda known: known["level"] == "cell" and known["layer"].startswith("block3_conv"),
            "More than a thousand: three rows × three columns × all maps of the layer before. "
            "Only a bias and ReLU come after them.",
            lambda _: ["More than a thousand", "Nine", "About a hundred"],
            {"vgg16_layer": "block3_conv3", "vgg16_map": "255", "vgg16_cell": "28-23"},
        ),
    ),
    (
        Preset(
            "First layer",
            {"vgg16_layer": "block1_conv1", "vgg16_map": "", "vgg16_cell": "", "vgg16_order": ""},
            "Its 64 maps. In nearly all of them you see your picture.",
        ),
        Preset(
            "Last layer",
            {"vgg16_layer": "block5_pool", "vgg16_map": "", "vgg16_cell": "", "vgg16_order": ""},
            "Its 512 maps. In none of them can you recognise your picture.",
        ),
    ),
)
