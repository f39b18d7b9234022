"""The device that networks run on: the host's GPU where TensorFlow sees one, else the CPU."""

import os
import sys
import threading
from functools import cache

_LOCK = threading.Lock()


@cache
def _prepare() -> str:
    """Import TensorFlow, let GPUs take memory as they need it, and name the device."""
    import keras  # noqa: F401  # first, as everywhere: two threads that begin with one each break both for good
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        try:
            tf.config.experimental.set_memory_growth(gpu, True)
        except RuntimeError:  # another library has already started this GPU: its setting stays
            break
    if not gpus:
        return f"CPU ({os.cpu_count()} cores)"
    name = tf.config.experimental.get_device_details(gpus[0]).get("device_name", "unnamed")
    return f"GPU ({name})"


def use_device() -> str:
    """Get the device ready, once per process, before the first network is built. Returns its name for people."""
    with _LOCK:
        return _prepare()


def device_name() -> str | None:
    """The device's name for people, or None while TensorFlow has not been needed yet. Never starts it."""
    return use_device() if "tensorflow" in sys.modules and _prepare.cache_info().currsize else None
