"""The lessons, in the order in which they are taught. Navigation and tests read this table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One page of the course."""

    slug: str  # names the page's script, its text, its widgets' keys, its tests, and its URL
    section: str  # a key of SECTIONS
    title: str
    icon: str
    summary: str  # one sentence: what a learner can do there
    page: str  # the script, from the top of the repository
    picture: bool = True  # whether the page works on the learner's picture
    minutes: int = 0  # an estimate: see CATALOG
    paths: tuple[str, ...] = ()  # keys of PATHS
    needs: tuple[str, ...] = ()  # slugs of the lessons that must come before
    short: str = ""  # the title, where there is little room for it and the whole is too long

    @property
    def teaches(self) -> bool:
        """Whether it is a lesson with all its parts, and not a page that one comes from, meets on or looks things up on."""
        return self.section not in ("start", "classroom", "reference")


# Section -> its heading in the navigation.
SECTIONS = {
    "start": "Start",
    "layers": "Layers",
    "networks": "Networks",
    "transfer": "Transfer learning",
    "beyond": "Beyond classification",
    "classroom": "Classroom",
    "reference": "Reference",
}


@dataclass(frozen=True)
class Path:
    """A way through the course."""

    title: str
    summary: str  # one sentence


PATHS = {
    "short": Path("One lesson", "From one neuron to a network of your own."),
    "long": Path("An afternoon", "That, and why it answers so, and training done well."),
    "full": Path("Everything", "With boxes, masks, medicine and faces."),
}
_FULL, _LONG, _SHORT = ("full",), ("long", "full"), ("short", "long", "full")

# A lesson's minutes are an estimate, and no learner was timed: its words at 200 a minute, 40 seconds for each question, three
# minutes to try things out, and what its trainings take on two cores (on "Bring pictures": what it takes to take some).
CATALOG = (
    Lesson(
        slug="home",
        section="start",
        title="Home",
        icon=":material/add_photo_alternate:",
        summary="Choose, upload, draw or photograph the picture that goes through every lesson.",
        page="pages/start/home.py",
        picture=False,
    ),
    Lesson(
        slug="network",
        section="layers",
        title="What is a network?",
        icon=":material/account_tree:",
        summary="Paint the weights of one neuron, let it learn them, and see what several can do.",
        page="pages/layers/network.py",
        minutes=8,
        paths=_SHORT,
        short="Neuron",
    ),
    Lesson(
        slug="pixels",
        section="layers",
        title="Pixels",
        icon=":material/apps:",
        summary="Look at your picture as the numbers that a network gets.",
        page="pages/layers/pixels.py",
        minutes=8,
        paths=_LONG,
        needs=("network",),
    ),
    Lesson(
        slug="convolution",
        section="layers",
        title="Convolution",
        icon=":material/grid_on:",
        summary="Slide a kernel over your picture and see what it answers to.",
        page="pages/layers/convolution.py",
        minutes=9,
        paths=_SHORT,
        needs=("network",),
    ),
    Lesson(
        slug="filters",
        section="layers",
        title="Filters and stacks",
        icon=":material/filter_none:",
        summary="See how a filter sums over the colours of your picture, and how stacked layers see more of it.",
        page="pages/layers/filters.py",
        minutes=9,
        paths=_LONG,
        needs=("convolution",),
    ),
    Lesson(
        slug="learn_kernel",
        section="layers",
        title="Learn a kernel",
        icon=":material/trending_down:",
        summary="Watch gradient descent find a kernel that nobody designed.",
        page="pages/layers/learn_kernel.py",
        minutes=9,
        paths=_FULL,
        needs=("convolution",),
    ),
    Lesson(
        slug="activation",
        section="layers",
        title="Activation",
        icon=":material/show_chart:",
        summary="Bend the values of a map with ReLU and others, and see why a network needs that.",
        page="pages/layers/activation.py",
        minutes=8,
        paths=_LONG,
        needs=("convolution",),
    ),
    Lesson(
        slug="pooling",
        section="layers",
        title="Pooling",
        icon=":material/compress:",
        summary="Keep one number of each window of a map, and measure what that gains and loses.",
        page="pages/layers/pooling.py",
        minutes=7,
        paths=_SHORT,
        needs=("convolution",),
    ),
    Lesson(
        slug="dense",
        section="layers",
        title="Flatten, dense, softmax",
        icon=":material/bar_chart:",
        summary="Follow the maps of your picture into a vector, its weights and its probabilities.",
        page="pages/layers/dense.py",
        minutes=9,
        paths=_LONG,
        needs=("pooling",),
    ),
    Lesson(
        slug="backpropagation",
        section="layers",
        title="How a network learns",
        icon=":material/undo:",
        summary="Follow the loss back through every layer of a small network, and turn each of its weights the right way.",
        page="pages/layers/backpropagation.py",
        minutes=10,
        paths=_LONG,
        needs=("activation", "dense"),
        short="Learning",
    ),
    Lesson(
        slug="build",
        section="layers",
        title="Build a CNN",
        icon=":material/construction:",
        summary="Stack layers, train them from scratch while you watch, and draw something for your network.",
        page="pages/layers/build.py",
        minutes=12,
        paths=_LONG,
        needs=("activation", "dense"),
    ),
    Lesson(
        slug="vgg16",
        section="networks",
        title="Inside VGG16",
        icon=":material/layers:",
        summary="See what all 18 layers of a real network answer to your picture, and what a classifier calls it.",
        page="pages/networks/vgg16.py",
        minutes=8,
        paths=_SHORT,
        needs=("convolution", "pooling"),
        short="VGG16",
    ),
    Lesson(
        slug="blocks",
        section="networks",
        title="Building blocks",
        icon=":material/widgets:",
        summary="See what the parts of deep networks do and cost, and let 20 layers learn with and without shortcuts.",
        page="pages/networks/blocks.py",
        minutes=11,
        paths=_LONG,
        needs=("build", "vgg16"),
        short="Blocks",
    ),
    Lesson(
        slug="unit",
        section="networks",
        title="One unit, exactly",
        icon=":material/my_location:",
        summary="Pick one number of a real network, see the sum behind it, and the pixels that can reach it.",
        page="pages/networks/unit.py",
        minutes=8,
        paths=_LONG,
        needs=("filters", "vgg16"),
    ),
    Lesson(
        slug="visualise",
        section="networks",
        title="What a filter looks for",
        icon=":material/brush:",
        summary="Let noise, or your picture, be changed until a filter answers as strongly as it can.",
        page="pages/networks/visualise.py",
        minutes=10,
        paths=_FULL,
        needs=("vgg16",),
    ),
    Lesson(
        slug="erase",
        section="networks",
        title="Erase and ask",
        icon=":material/ink_eraser:",
        summary="Paint over a part of your picture, and watch the answer change with every stroke.",
        page="pages/networks/erase.py",
        minutes=9,
        paths=_LONG,
        needs=("vgg16",),
    ),
    Lesson(
        slug="explain",
        section="networks",
        title="Why that answer?",
        icon=":material/help_center:",
        summary="Ask six methods which pixels of your picture spoke for a class, and compare what they say.",
        page="pages/networks/explain.py",
        minutes=10,
        paths=_LONG,
        needs=("erase",),
    ),
    Lesson(
        slug="believe",
        section="networks",
        title="Should you believe it?",
        icon=":material/balance:",
        summary="Destroy a network layer by layer, and see which explanations do not notice.",
        page="pages/networks/believe.py",
        minutes=10,
        paths=_LONG,
        needs=("explain",),
    ),
    Lesson(
        slug="fool",
        section="networks",
        title="Fool it",
        icon=":material/theater_comedy:",
        summary="Add noise that nobody sees to your picture, and make the network call it anything you like.",
        page="pages/networks/fool.py",
        minutes=10,
        paths=_LONG,
        needs=("explain",),
    ),
    Lesson(
        slug="neighbours",
        section="networks",
        title="A map of pictures",
        icon=":material/scatter_plot:",
        summary="See which pictures a layer finds alike, from raw pixels to the last block, with your own among them.",
        page="pages/networks/neighbours.py",
        minutes=9,
        paths=_LONG,
        needs=("vgg16",),
        short="A map",
    ),
    Lesson(
        slug="zoo",
        section="networks",
        title="Other networks",
        icon=":material/hub:",
        summary="Put other networks into the same viewers, and fetch famous ones by name.",
        page="pages/networks/zoo.py",
        minutes=7,
        paths=_FULL,
        needs=("vgg16",),
    ),
    Lesson(
        slug="train",
        section="transfer",
        title="Train your own",
        short="Train",
        icon=":material/photo_camera:",
        summary="Show a network two things of yours, train it in seconds, and try it live: all on one screen.",
        page="pages/transfer/train.py",
        picture=False,
        minutes=13,
        paths=_SHORT,
    ),
    Lesson(
        slug="collect",
        section="transfer",
        title="Bring pictures",
        icon=":material/photo_library:",
        summary="Collect pictures to learn from: with the camera, as files or a ZIP, drawn, or from the net.",
        page="pages/transfer/collect.py",
        picture=False,
        minutes=15,
        paths=_LONG,
    ),
    Lesson(
        slug="fine_tune",
        section="transfer",
        title="Fine-tune",
        icon=":material/model_training:",
        summary="Train new heads and last layers on a pretrained network, and compare four ways to do it.",
        page="pages/transfer/fine_tune.py",
        picture=False,
        minutes=13,
        paths=_LONG,
        needs=("vgg16",),
    ),
    Lesson(
        slug="judge",
        section="transfer",
        title="Judge it",
        icon=":material/gavel:",
        summary="Find out what your network is worth: figures with their doubt, mistakes and why, and when it should say no.",
        page="pages/transfer/judge.py",
        minutes=10,
        paths=_LONG,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="shortcut",
        section="transfer",
        title="The shortcut lab",
        short="Shortcuts",
        icon=":material/shortcut:",
        summary="Plant a cue, train a network that falls for it, and find out what gives it away.",
        page="pages/transfer/shortcut.py",
        picture=False,
        minutes=11,
        paths=_LONG,
        needs=("explain",),
    ),
    Lesson(
        slug="take_home",
        section="transfer",
        title="Take it home",
        icon=":material/inventory_2:",
        summary="Let your network see live, open it in every viewer, and download it with all that proves it works.",
        page="pages/transfer/take_home.py",
        minutes=8,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="localisation",
        section="beyond",
        title="Localisation",
        icon=":material/crop_free:",
        summary="Turn a heat map into a box, and train a network that says the four numbers of a box itself.",
        page="pages/beyond/localisation.py",
        minutes=13,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="detection",
        section="beyond",
        title="Detection",
        icon=":material/center_focus_strong:",
        summary="Find many things at once: overlap, suppression, sliding windows, and a detector that looks only once.",
        page="pages/beyond/detection.py",
        minutes=15,
        paths=_FULL,
        needs=("localisation",),
    ),
    Lesson(
        slug="yolo",
        section="beyond",
        title="A real detector",
        icon=":material/frame_inspect:",
        summary="Let YOLO find things in your photo, and see how each box comes out of 85 numbers.",
        page="pages/beyond/yolo.py",
        minutes=12,
        paths=_FULL,
        needs=("detection",),
    ),
    Lesson(
        slug="segmentation",
        section="beyond",
        title="Segmentation",
        icon=":material/texture:",
        summary="Train a network that gives every pixel a class, and see what its skip connections are for.",
        page="pages/beyond/segmentation.py",
        minutes=14,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="medicine",
        section="beyond",
        title="Medicine",
        icon=":material/medical_information:",
        summary="Take a real classifier of brain scans apart, and see what it answers to a picture that is no brain scan.",
        page="pages/beyond/medicine.py",
        minutes=12,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="faces",
        section="beyond",
        title="Faces",
        icon=":material/face:",
        summary="Turn faces into vectors, and choose between letting strangers in and turning friends away.",
        page="pages/beyond/faces.py",
        minutes=12,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="approach",
        section="beyond",
        title="Which approach?",
        icon=":material/alt_route:",
        summary="Describe a task, and get what to train, which loss to use and which figure to report, with reasons.",
        page="pages/beyond/approach.py",
        picture=False,
        minutes=10,
        paths=_FULL,
        needs=("fine_tune",),
    ),
    Lesson(
        slug="classroom",
        section="classroom",
        title="In a class",
        icon=":material/groups:",
        summary="Open a class or join one: a question for everybody, votes, and what the class makes of them.",
        page="pages/classroom/classroom.py",
        picture=False,
    ),
    Lesson(
        slug="results",
        section="reference",
        title="My results",
        icon=":material/assignment_turned_in:",
        summary="See what you did in the lessons, and save or print it to hand it in.",
        page="pages/reference/results.py",
        picture=False,
    ),
    Lesson(
        slug="glossary",
        section="reference",
        title="Glossary",
        icon=":material/menu_book:",
        summary="Look up every word of the course, and go to where you can play with it.",
        page="pages/reference/glossary.py",
        picture=False,
    ),
)


def path(name: str) -> tuple[Lesson, ...]:
    """The lessons of a path, in their order. None of an unknown one."""
    return tuple(entry for entry in CATALOG if name in entry.paths)


def lesson(slug: str) -> Lesson:
    """The lesson of that slug. Raises KeyError for an unknown one."""
    return {entry.slug: entry for entry in CATALOG}[slug]
