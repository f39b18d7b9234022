"""A process that trains gets ready before somebody waits for it."""

from lessons.nets.device import use_device


def make_ready() -> None:
    """Import what training needs, start TensorFlow, and train a tiny network once: the first run takes seconds longer."""
    use_device()
    import numpy as np

    from lessons.core.architecture import describe, parse_stack
    from lessons.nets.building import build_network
    from lessons.training import fit, scratch  # noqa: F401 - imported once, here
    from lessons.training.loop import train
    from lessons.training.settings import ScratchSettings
    from lessons.work.progress import never, silent

    settings = ScratchSettings(stack="conv 2; max; flatten", image_size=16, epochs=1)
    shape, pictures = (16, 16, 3), np.zeros((4, 16, 16, 3), np.uint8)
    network = build_network(describe(parse_stack(settings.stack), shape, 2), shape, seed=0)
    train(network, settings, (pictures, np.array([0, 1, 0, 1])), (pictures, np.array([0, 1, 0, 1])), silent, never)
