"""Arrays on their way to a widget in the browser."""

import base64
import json
import zlib

import numpy as np
import numpy.typing as npt


def array_data(values: npt.NDArray) -> dict[str, int | str]:
    """A 2-D or 3-D array as JSON: rows, columns, type ("u1" or "f4") and its bytes in base64. uint8 travels fastest."""
    values = np.ascontiguousarray(values)
    kind = "u1" if values.dtype == np.uint8 else "f4"
    values = values if kind == "u1" else values.astype("<f4")
    text = base64.b64encode(values.tobytes()).decode()
    return {"rows": values.shape[0], "columns": values.shape[1], "type": kind, "values": text}


def packed(data: dict, **parts: bytes) -> bytes:
    """What a widget is sent as one piece of bytes: JSON, and parts that are bytes and would be a third longer as text."""
    places, end = {}, 0
    for name, part in parts.items():
        places[name] = [end, end + len(part)]
        end += len(part)
    head = json.dumps(data | {"parts": places}).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *parts.values()])


def deflated(values: npt.NDArray) -> tuple[dict[str, int | str], bytes]:
    """An array as `array_data` describes it, and apart from that its bytes, to the last bit in fewer of them.

    Of floats the first bytes of all numbers come first, then all second ones, and so on: those are much alike.
    """
    values = np.ascontiguousarray(values)
    kind = "u1" if values.dtype == np.uint8 else "f4"
    if kind == "f4":
        values_of_bytes = values.astype("<f4").view(np.uint8).reshape(-1, 4).T
        data = np.ascontiguousarray(values_of_bytes).tobytes()
    else:
        data = values.tobytes()
    return {"rows": values.shape[0], "columns": values.shape[1], "type": kind}, zlib.compress(data, 1)
