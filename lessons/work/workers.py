"""The way to the workers that run jobs: processes that the app starts on this machine, or those of a running Dask scheduler."""

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any

import dask
from distributed import Client, Worker, WorkerPlugin

from lessons.work.cluster import Cluster
from lessons.work.places import TRAINING
from lessons.work.running import prepare

SCHEDULER = "PIXELS_SCHEDULER"  # the environment variable with the address of a running scheduler
PATIENCE = 15.0


class WorkersError(RuntimeError):
    """There are no workers. Its message is a sentence for learners."""


class Workers:
    """The way to the workers, which are started or reached when they are first needed, and anew when they were lost.

    Parameters
    ----------
    prepare : function without arguments, importable, that every worker that trains calls as soon as it is there; or None
    scheduler : the address of a running Dask scheduler such as "tls://host:8786", or None for worker processes of this machine
        that are started here and end with this process. Certificates for TLS come from Dask's own configuration.
    trainers : how many processes that train are started here
    patience : seconds until a scheduler that does not answer is given up
    """

    def __init__(
        self,
        prepare: Callable[[], Any] | None = None,
        *,
        scheduler: str | None = None,
        trainers: int = 1,
        patience: float = PATIENCE,
    ) -> None:
        self._prepare, self._scheduler, self._patience = prepare, scheduler, patience
        self._trainers = trainers
        self._lock = threading.Lock()
        self._starting = False
        self._cluster: Cluster | None = None
        self._client: Client | None = None

    @classmethod
    def of_environment(cls, prepare: Callable[[], Any] | None = None) -> "Workers":
        """The workers of the scheduler that the environment variable PIXELS_SCHEDULER names, or one of this machine."""
        return cls(prepare, scheduler=os.environ.get(SCHEDULER) or None)

    @property
    def client(self) -> Client:
        """A connected client.

        Raises
        ------
        WorkersError
            If there is no way to workers.
        """
        with self._lock:
            if self._client is None or not self._reaches(self._client):
                self._close()
                self._client = self._connected()
            return self._client

    @property
    def outlive(self) -> bool:
        """Whether they go on when this process ends: those of a scheduler elsewhere do."""
        return self._scheduler is not None

    @property
    def ready(self) -> bool:
        """Whether they were started or reached, and are not out of reach just now. Never waits."""
        return self._client is not None and self._client.status == "running"

    def start_soon(self) -> None:
        """Start or reach the workers in the background, so that they are there when they are needed. Once is enough."""
        if not self._starting:
            self._starting = True
            threading.Thread(target=self._try, name="workers", daemon=True).start()

    def ask(self, function: Callable[[], Any]) -> list[Any]:
        """What an importable function returns in each worker process that is there now. It must be quick.

        Raises
        ------
        WorkersError
            If there is no way to workers.
        """
        try:
            return list(self.client.run(function, on_error="ignore").values())
        except (OSError, TimeoutError) as error:
            raise WorkersError(self._sentence) from error

    def close(self) -> None:
        """Let go of the workers, and end those that were started here."""
        with self._lock:
            self._close()

    def _try(self) -> None:
        with contextlib.suppress(WorkersError):  # whoever needs them then is told
            _ = self.client

    def _reaches(self, client: Client) -> bool:
        if self._cluster is None:
            return client.status in ("running", "connecting")  # a scheduler elsewhere may come back
        return client.status == "running" and self._cluster.alive

    def _connected(self) -> Client:
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "2GB"})  # data sets and networks are large
        try:
            if self._scheduler:
                client = Client(self._scheduler, timeout=self._patience, set_as_default=False)
            else:
                self._cluster = Cluster(self._trainers)
                address, security = self._cluster.address, self._cluster.security
                client = Client(address, security=security, timeout=self._patience, set_as_default=False)
            if self._prepare:
                client.register_plugin(_Prepare(self._prepare))
        except (OSError, RuntimeError, TimeoutError, TypeError, ValueError) as error:  # TypeError: certificates are missing
            raise WorkersError(self._sentence) from error
        return client

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()
        self._client = self._cluster = None

    @property
    def _sentence(self) -> str:
        where = f"at {self._scheduler}" if self._scheduler else "on this machine"
        return f"The processes that train {where} can't be reached. Everything else goes on working."


class _Prepare(WorkerPlugin):
    """Has every worker that trains call a function as soon as it is there, in a thread of its own."""

    name = "pixels-prepare"

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function = function

    def setup(self, worker: Worker) -> None:
        if TRAINING in worker.state.total_resources:
            threading.Thread(target=prepare, args=(self._function,), name="prepare", daemon=True).start()
