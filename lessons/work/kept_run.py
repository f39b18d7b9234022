"""What is kept of a finished run in a file beside its module: named arrays, and a few facts."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def keep(file: Path, about: dict[str, Any], **arrays: npt.NDArray) -> None:
    """Write the arrays, and facts that JSON can hold."""
    np.savez_compressed(file, allow_pickle=False, about=np.array(json.dumps(about)), **arrays)


def kept(file: Path) -> dict[str, Any]:
    """All of it by name, as `keep` was told."""
    with np.load(file) as held:
        return json.loads(str(held["about"])) | {name: held[name] for name in held.files if name != "about"}
