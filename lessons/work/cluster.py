"""The workers of this machine: a scheduler and worker processes in a process of their own, beside the one that needs them.

Run as `python -m lessons.work.cluster`. It ends when its standard input ends: with whoever started it, however that went.
"""

import atexit
import json
import logging
import subprocess
import sys
from pathlib import Path

import dask
from distributed import Nanny, Scheduler, SpecCluster
from distributed.security import Security
from distributed.system import MEMORY_LIMIT

from lessons.work.places import LIGHT, TRAINING

_ROOT = Path(__file__).parents[2]  # where `lessons` is found
_TOLD = ("tls_ca_file", "tls_client_cert", "tls_client_key")  # of the certificates, as text
_NEVER = "10000 days"
BESIDE = 4  # light jobs at a time
SETTINGS = {
    "distributed.worker.memory.target": False,  # nothing is ever written to disk: it may be somebody's picture
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,  # a worker that holds more of its memory is restarted
    "distributed.scheduler.allowed-failures": 1000,  # `lessons.work.jobs` counts losses, and only of the job that ran
    "distributed.scheduler.unknown-task-duration": "30s",
    "distributed.scheduler.active-memory-manager.start": False,  # data stays where a training has computed from it
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,  # nobody reads it, and to look a hundred times a second costs them time
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""Dask's settings for schedulers and workers, in `deploy` too."""


class Cluster:
    """Workers of this machine, started now: some that train, and one for what goes on beside. They end with this process.

    Parameters
    ----------
    trainers : how many of those that train

    Raises
    ------
    OSError
        If they can't be started.
    """

    def __init__(self, trainers: int) -> None:
        command = [sys.executable, "-m", "lessons.work.cluster", str(trainers)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        atexit.register(self.close)
        said = self._process.stdout.readline() if self._process.stdout else ""
        if not said:
            self.close()
            raise OSError("the workers ended at once")
        told = json.loads(said)
        self.address = told["address"]
        self.security = Security(require_encryption=True, **{name: told[name] for name in _TOLD})

    @property
    def alive(self) -> bool:
        """Whether the process that leads them is there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End them."""
        atexit.unregister(self.close)
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _lead(trainers: int) -> None:
    dask.config.set(SETTINGS | {"distributed.deploy.lost-worker-timeout": _NEVER})  # its nanny starts a lost one again
    security = Security.temporary()
    place = {"host": "127.0.0.1", "security": security, "dashboard": False}
    place["protocol"] = "tls://"  # a scheduler runs what it is sent: without TLS, from every user of this machine
    scheduler = {"cls": Scheduler, "options": place | {"port": 0, "dashboard_address": "127.0.0.1:0"}}
    started = place | {"preload": "lessons.work.worker_start", "silence_logs": logging.WARNING}
    train = started | {"nthreads": 1, "resources": {TRAINING: 1}, "memory_limit": MEMORY_LIMIT // (2 * trainers)}
    beside = started | {"nthreads": BESIDE, "resources": {LIGHT: BESIDE}, "memory_limit": MEMORY_LIMIT // 4}
    workers = {number: {"cls": Nanny, "options": train} for number in range(trainers)}
    workers[trainers] = {"cls": Nanny, "options": beside}
    with SpecCluster(workers=workers, scheduler=scheduler, security=security, silence_logs=logging.WARNING) as cluster:
        told = {"address": cluster.scheduler_address} | {name: getattr(security, name) for name in _TOLD}
        print(json.dumps(told), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _lead(int(sys.argv[1]))
