"""Where everything stands in a project file, a ZIP archive, and how much of it there may be."""

from lessons.data.zip_layout import TEST, TRAIN, VALIDATION
from lessons.training.settings import ScratchSettings, TrainingSettings

FORMAT = "Pixels to Predictions project"
VERSION = 3  # 2 had no photos and no memory; 1 its pictures as PNG, and its network whole, as a .keras file
SETTINGS = {kind.__name__: kind for kind in (TrainingSettings, ScratchSettings)}
PARTS = (None, TRAIN, VALIDATION, TEST)

MANIFEST, MEMORY = "project.json", "memory.json"
DESCRIPTION, WEIGHTS, MODEL = "network.json", "weights.bin", "model.keras"

LARGEST_PHOTO = 1024  # pixels of its longer side
MOST_PHOTOS = 10
MOST_RUNS = 10
MOST_RECORD = 20_000_000  # bytes of what is known of a run
MOST_TEXT = 1_000_000  # bytes of the manifest, and of the memory
LONGEST_TEXT = 1000  # letters of what is said of a photo


def picture_name(place: int, index: int, version: int) -> str:
    """The file of a picture: of the class at that place, and which of its pictures."""
    return f"pictures/{place:02d}/{index:04d}.{'png' if version == 1 else 'webp'}"


def photo_name(index: int) -> str:
    """The file of a photo."""
    return f"photos/{index:02d}.webp"


def run_names(index: int) -> tuple[str, str, str]:
    """The files of a run: the description of its network, its weights, and its record."""
    return (f"runs/{index:02d}/{DESCRIPTION}", f"runs/{index:02d}/{WEIGHTS}", f"runs/{index:02d}/run.json")
