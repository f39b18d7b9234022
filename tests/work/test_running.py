"""What happens in a worker, without one."""

import pickle
import threading

from lessons.work import running

LIMIT = 20  # seconds

_order = []


class Telling:
    """Notes when it is unpacked."""

    def __setstate__(self, state):
        _order.append("unpacked")


def test_parcels_wait_until_their_worker_is_ready():
    begun, go_on = threading.Event(), threading.Event()

    def importing():
        begun.set()
        go_on.wait(LIMIT)
        _order.append("ready")

    telling = Telling()
    telling.something = True
    parcel = pickle.dumps(telling)
    preparing = threading.Thread(target=running.prepare, args=(importing,))
    unpacking = [threading.Thread(target=running.unpacked, args=(parcel,)) for _ in range(2)]
    preparing.start()
    assert begun.wait(LIMIT)
    for thread in unpacking:
        thread.start()
    unpacking[0].join(0.3)
    assert _order == []
    go_on.set()
    for thread in (preparing, *unpacking):
        thread.join(LIMIT)
    assert _order == ["ready", "unpacked", "unpacked"]
