"""Measure everything and print the table, with the machine that it was measured on; or, with `load`, a class at once, and with
`work` the workers that train."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import load


def processor():
    """The processor's name, where Linux tells it."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.processor())


def main():
    if sys.argv[1:2] == ["load"]:
        load.main(sys.argv[2:])
    elif sys.argv[1:2] == ["work"]:
        from tests.benchmarks import work

        work.main()
    else:
        compare()


def compare():
    """Everything that is compared with something else."""
    from tests.benchmarks.pages import page_comparisons
    from tests.benchmarks.timing import HEADER

    rows = page_comparisons()  # before TensorFlow is there and its threads get in the way
    from tests.benchmarks import engine, scenes

    rows += [
        engine.convolution(),
        engine.maps(),
        *engine.detection(),
        *engine.explanations(),
        *engine.training(),
        *engine.fine_tuning(),
    ]
    rows += [scenes.box_regressor(), scenes.detector(), *scenes.segmenters()]
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "tensorflow", "keras", "numpy", "onnxruntime"))
    print(f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}\n")
    print(HEADER)
    print("\n".join(row.row for row in rows))


if __name__ == "__main__":
    sys.exit(main())
