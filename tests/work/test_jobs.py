"""Jobs, with workers that are processes of their own."""

import dataclasses
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from distributed.security import Security

from lessons.data.datasets import DATASETS
from lessons.work import jobs as jobs_module
from lessons.work.jobs import LOSSES, MOST, JobQueue, TooManyJobs
from lessons.work.places import begin_times
from lessons.work.workers import Workers, WorkersError
from tests.small_data import part_of
from tests.work import works

LIMIT = 120  # seconds that anything here may take on a busy machine before the test gives up


@pytest.fixture
def queue(workers):
    return JobQueue(workers)


def appears(path):
    """Wait for a file that a work writes."""
    _until(path.exists)


def _until(told):
    waiting, give_up = threading.Event(), time.monotonic() + LIMIT
    while not told():
        assert time.monotonic() < give_up, "it did not come to that"
        waiting.wait(0.01)


def ended(job):
    snapshot = job.wait(LIMIT)
    assert snapshot.over, "the job did not end"
    return snapshot


def test_a_job_runs_and_hands_over_its_result(queue, tmp_path):
    job = queue.submit(works.held, str(tmp_path), "a")
    appears(tmp_path / "a")
    _until(lambda: job.poll().step)
    assert (job.poll().state, job.poll().step.done) == ("running", 1)
    (tmp_path / "end").touch()
    assert (ended(job).state, ended(job).result) == ("finished", "a")


def test_jobs_of_several_learners_run_one_after_the_other_and_know_their_place(queue, tmp_path):
    jobs = []
    for learner in "abc":
        jobs.append(queue.submit(works.held, str(tmp_path), learner, learner=learner))
        if learner == "a":
            appears(tmp_path / "a")
    _until(lambda: jobs[0].poll().step)
    assert [(job.poll().state, job.poll().place) for job in jobs] == [("running", 0), ("waiting", 1), ("waiting", 2)]
    assert not (tmp_path / "b").exists()
    (tmp_path / "end").touch()
    assert [ended(job).result for job in jobs] == ["a", "b", "c"]


def test_learners_take_turns_not_jobs(queue, tmp_path):
    begun, order = threading.Lock(), []

    def received(result):
        with begun:
            order.append(result)
        return result

    first = queue.submit(works.held, str(tmp_path), "held", learner="greedy", received=received)
    appears(tmp_path / "held")
    greedy = [queue.submit(works.quick, number, learner="greedy", received=received) for number in range(MOST - 1)]
    others = [queue.submit(works.quick, name, learner=name, received=received) for name in ("b", "c")]
    assert [job.poll().place for job in greedy] == [3, 4, 5]
    with pytest.raises(TooManyJobs, match="Stop one of them"):
        queue.submit(works.quick, "more", learner="greedy")
    (tmp_path / "end").touch()
    for job in (first, *greedy, *others):
        ended(job)
    assert set(order[1:3]) == {"b", "c"}
    assert order[3:] == [0, 1, 2]
    assert ended(queue.submit(works.quick, "again", learner="greedy")).result == "again"


def test_a_light_job_runs_beside_a_heavy_one(queue, tmp_path):
    heavy = queue.submit(works.held, str(tmp_path), "heavy", learner="a")
    appears(tmp_path / "heavy")
    assert ended(queue.submit(works.quick, "fetched", learner="a", heavy=False)).result == "fetched"
    assert not heavy.poll().over
    (tmp_path / "end").touch()
    ended(heavy)


@pytest.mark.slow
def test_a_job_does_not_wait_for_a_worker_while_another_is_free(tmp_path):
    """It was given to the one that was there when it came; another one takes it over as soon as it is free."""
    workers = Workers(trainers=2)
    queue = JobQueue(workers)
    for name in ("short", "long"):
        (tmp_path / name).mkdir()
    jobs = [queue.submit(works.held, str(tmp_path / which), "begun", learner=which) for which in ("short", "long")]
    _until(lambda: all(job.poll().step for job in jobs))
    more = [queue.submit(works.held, str(tmp_path / "short"), str(number), learner=str(number)) for number in range(3)]
    assert [job.poll().state for job in more] == ["waiting"] * 3
    (tmp_path / "short" / "end").touch()
    assert [ended(job).result for job in more] == ["0", "1", "2"]
    (tmp_path / "long" / "end").touch()
    ended(jobs[1])
    workers.close()


def test_a_running_job_stops_when_told_to(queue, tmp_path):
    job = queue.submit(works.held, str(tmp_path), "a")
    appears(tmp_path / "a")
    job.stop()
    appears(tmp_path / "a.stopped")
    assert ended(job).state == "stopped"


def test_what_a_job_has_learned_is_there_however_often_one_asks_while_it_stops(queue, monkeypatch):
    """Its scheduler knows that it is over a moment before the process that asks does."""
    monkeypatch.setattr(jobs_module, "_FRESH", 0.0)
    for number in range(30):
        job = queue.submit(works.kept, number)
        _until(lambda job=job: job.poll().step)
        job.stop()
        while not (snapshot := job.poll()).over:
            pass
        assert (snapshot.state, snapshot.result) == ("finished", number)


def test_a_waiting_job_that_is_stopped_never_begins(queue, tmp_path):
    first = queue.submit(works.held, str(tmp_path), "first", learner="a")
    appears(tmp_path / "first")
    waiting = queue.submit(works.held, str(tmp_path), "waiting", learner="b")
    mine = queue.submit(works.held, str(tmp_path), "mine", learner="a")
    last = queue.submit(works.quick, "last", learner="c")
    waiting.stop()
    mine.stop()
    assert (waiting.poll().state, mine.poll().state) == ("stopped", "stopped")
    _until(lambda: last.poll().place == 1)
    (tmp_path / "end").touch()
    assert ended(last).result == "last"
    ended(first)
    assert not (tmp_path / "waiting").exists()
    assert not (tmp_path / "mine").exists()


def test_a_job_that_nobody_asks_about_stops(workers, tmp_path):
    queue = JobQueue(workers, patience=0.5)
    queue.submit(works.held, str(tmp_path), "left")
    appears(tmp_path / "left.stopped")
    assert ended(queue.submit(works.quick, "next")).result == "next"


@pytest.mark.parametrize(
    ("error", "said"),
    [(ValueError("no pictures. Received: 0"), "no pictures. Received: 0"), (SystemExit(3), "3"), (KeyboardInterrupt(), "")],
)
def test_a_failing_job_says_why_and_the_next_one_runs(queue, error, said):
    snapshot = ended(queue.submit(works.failing, error))
    assert snapshot.state == "failed"
    assert snapshot.message == (said or "KeyboardInterrupt")
    assert ended(queue.submit(works.quick, "sound")).result == "sound"


def test_a_result_that_can_not_travel_or_be_put_together_is_told(queue):
    assert ended(queue.submit(works.unsendable)).state == "failed"

    def received(result):
        raise ValueError(f"there must be a network. Received: {result}")

    snapshot = ended(queue.submit(works.quick, "none", received=received))
    assert (snapshot.state, snapshot.message) == ("failed", "there must be a network. Received: none")


def test_a_work_that_can_not_be_sent_is_refused_and_holds_up_nobody(queue):
    with pytest.raises((AttributeError, pickle.PicklingError)):
        queue.submit(lambda on_step, should_stop: 1)
    assert ended(queue.submit(works.quick, "next")).result == "next"


def test_records_travel_once_however_often_somebody_looks(queue, tmp_path):
    """Each look brings the records that are new; that all are seen shows the step, that no other travelled the report."""
    from lessons.work import running

    job, client = queue.submit(works.epochs, str(tmp_path), 3), queue._workers.client
    for number in range(3):
        _until(lambda number=number: job.poll().step and len(job.poll().step.records) == number + 1)
        step = job.poll().step
        assert [int(record[0]) for record in step.records] == list(range(number + 1))
        assert [epoch.number for epoch in step.history] == list(range(1, number + 2))
        (report,) = filter(None, client.run(running.report, job.key, [*range(number)]).values())
        assert list(report.records) == [number]
        (tmp_path / f"seen{number}").touch()
    assert ended(job).result == (0.0, 1.0, 2.0)


def test_data_is_sent_once_for_its_content(queue):
    data, same = (part_of(DATASETS["faces"], 5) for _ in range(2))
    assert data is not same
    expected = sum(int(image.sum()) for image in data.train.images)
    first, second = (queue.submit(works.sum_of, each, learner=name) for name, each in (("a", data), ("b", same)))
    assert ended(first).result == ended(second).result
    assert ended(first).result[0] == expected
    other = dataclasses.replace(data, train=data.train.subset(range(len(data.train) - 1)))
    assert ended(queue.submit(works.sum_of, other)).result[0] < expected


@pytest.mark.slow
def test_a_lost_worker_loses_no_job(queue, tmp_path):
    job = queue.submit(works.dying, str(tmp_path), 1)
    _until(lambda: job.poll().losses == 1)
    (tmp_path / "end").touch()
    assert (ended(job).state, ended(job).result) == ("finished", 2)


@pytest.mark.slow
def test_a_job_that_loses_every_worker_ends_with_a_sentence(queue, tmp_path):
    waiting = queue.submit(works.dying, str(tmp_path), 10, learner="a")
    innocent = queue.submit(works.quick, "innocent", learner="b")
    assert ended(waiting).state == "failed"
    assert "was lost twice" in ended(waiting).message
    assert LOSSES <= len((tmp_path / "starts").read_text()) < 10  # it was given up: it did not come to its end
    _until(lambda: waiting.key not in queue.survey(afresh=True).standings)
    assert ended(innocent).result == "innocent"


def test_the_time_to_wait_is_what_such_jobs_took(queue, tmp_path):
    for _ in range(2):
        ended(queue.submit(works.quick, "known", kind="known", seconds=0.4))
    first = queue.submit(works.held, str(tmp_path), "first", learner="a", kind="known")
    appears(tmp_path / "first")
    second = queue.submit(works.quick, "second", learner="b", kind="known")
    third = queue.submit(works.quick, "third", learner="c", kind="unknown")
    fourth = queue.submit(works.quick, "fourth", learner="d", kind="known")
    waits = [job.poll().wait for job in (second, third, fourth)]
    assert 0 <= waits[0] <= 0.5
    assert waits[0] < waits[1] < 1.0
    assert waits[2] is None
    (tmp_path / "end").touch()
    for job in (first, second, third, fourth):
        ended(job)


@pytest.mark.parametrize(
    ("left", "workers", "begins"),
    [
        ([], 1, [0]),
        ([5.0], 1, [0, 5]),
        ([5.0, 3.0, 4.0], 1, [0, 5, 8, 12]),
        ([5.0, 3.0, 4.0], 2, [0, 0, 3, 5]),
        ([None, 3.0], 1, [0, None, None]),
        ([None, 3.0, 4.0], 2, [0, 0, 3, 7]),
        ([None, None, 4.0], 2, [0, 0, None, None]),
    ],
)
def test_jobs_begin_in_their_turn_as_soon_as_a_worker_is_free(left, workers, begins):
    assert begin_times(left, workers) == begins


def test_the_worker_lets_the_web_server_go_first_and_keeps_all_in_memory(monkeypatch):
    monkeypatch.delenv("PIXELS_NICENESS", raising=False)
    workers = Workers()
    for niceness in workers.client.run(os.nice, 0).values():
        assert niceness == min(os.nice(0) + 5, 19)
    for group in filter(None, workers.client.run(_session_priority).values()):
        assert group.endswith(f"nice {min(os.nice(0) + 5, 19)}")
    for settings in workers.client.run(_memory_settings).values():
        assert settings == {"target": False, "spill": False}
    workers.close()


def _session_priority():
    """What Linux weighs a session's processes with against those of other sessions, or nothing where it does not."""
    group = Path("/proc/self/autogroup")
    return group.read_text().strip() if group.exists() else ""


def _memory_settings(dask_worker):
    manager = dask_worker.memory_manager
    return {"target": manager.memory_target_fraction, "spill": manager.memory_spill_fraction}


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["leader", "worker"])
def test_whoever_is_killed_the_next_job_runs(workers, tmp_path, whose, monkeypatch):
    """And a job that ran meanwhile ends: with a sentence where all is lost, and with its result where another takes over.

    However long a new worker takes: Dask's cluster would give a lost one up for good, after 15 seconds or what is set here.
    """
    monkeypatch.setenv("DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT", "50 ms")
    workers = Workers()
    queue = JobQueue(workers)
    job = queue.submit(works.held, str(tmp_path), "held")
    appears(tmp_path / "held")
    _until(lambda: job.poll().step)
    leader = psutil.Process(workers._cluster._process.pid)
    address = queue.survey(afresh=True).standings[job.key].worker
    worker = psutil.Process(workers.client.run(os.getpid, workers=[address])[address])
    (leader if whose == "leader" else worker).kill()
    (tmp_path / "end").touch()
    assert ended(job).state == ("failed" if whose == "leader" else "finished")
    assert ended(queue.submit(works.quick, "next")).result == "next"
    workers.close()
    psutil.wait_procs([leader, worker], timeout=LIMIT)
    assert not leader.is_running()
    assert not worker.is_running()


def test_nobody_without_the_certificate_reaches_the_scheduler_and_nobody_elsewhere(workers):
    from distributed import Client

    address = workers.client.scheduler.address
    assert address.startswith("tls://127.0.0.1:")
    with pytest.raises((OSError, RuntimeError)):
        Client(address, security=Security.temporary(), timeout=2, set_as_default=False)
    here = psutil.Process()
    listening = [
        one
        for process in (here, *here.children(recursive=True))
        for one in process.net_connections("inet")
        if one.status == "LISTEN"
    ]
    assert listening
    assert {one.laddr.ip for one in listening} == {"127.0.0.1"}


@pytest.mark.parametrize("protocol", ["tcp", "tls"])  # over TLS the certificates are missing, too
def test_a_scheduler_that_is_not_there_is_told_in_a_sentence(protocol):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"{protocol}://127.0.0.1:{taken.getsockname()[1]}"
    queue = JobQueue(Workers(scheduler=address, patience=1))
    with pytest.raises(WorkersError, match=r"can't be reached\. Everything else goes on working"):
        queue.submit(works.quick, "value")


def test_snapshots_do_not_change(queue):
    snapshot = ended(queue.submit(works.quick, np.int64(1)))
    with pytest.raises(AttributeError):
        snapshot.state = "running"


@pytest.mark.slow
def test_the_workers_end_with_the_server_however_that_ends():
    """A server that is killed has no time to tell anybody."""
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    others = [psutil.Process(int(server.stdout.readline())) for _ in range(3)]
    server.kill()
    server.communicate()
    assert psutil.wait_procs(others, timeout=LIMIT)[1] == []


_SERVER = """
import os, sys
from lessons.work.workers import Workers

workers = Workers()
for pid in (*workers.ask(os.getpid), workers._cluster._process.pid):
    print(pid, flush=True)
sys.stdin.read()
"""
