import threading

import pytest

from lessons.work.jobs import PATIENCE, JobQueue
from lessons.work.progress import Step, Stopped

LIMIT = 20  # seconds that anything here may take before the test gives up


class Work:
    """A run that goes on when the test says so: what a training does, without the training."""

    def __init__(self, result="result", error=None):
        self.begun, self.may_end, self.seen_stop = threading.Event(), threading.Event(), threading.Event()
        self._result, self._error = result, error

    def __call__(self, on_step, should_stop):
        on_step(Step("features", 1, 4, 0.5))
        self.begun.set()
        while not self.may_end.wait(0.01):
            if should_stop():
                self.seen_stop.set()
                raise Stopped
        if self._error:
            raise self._error
        return self._result


def wait_until_over(job):
    over = threading.Event()

    def watch():
        while not job.poll().over:
            over.wait(0.01)
        over.set()

    threading.Thread(target=watch, daemon=True).start()
    assert over.wait(LIMIT), "the job did not end"
    return job.poll()


def test_a_job_runs_and_hands_over_its_result():
    work = Work()
    job = JobQueue().submit(work)
    assert work.begun.wait(LIMIT)
    assert job.poll().state == "running"
    assert job.poll().step.done == 1
    work.may_end.set()
    snapshot = wait_until_over(job)
    assert (snapshot.state, snapshot.result) == ("finished", "result")


def test_jobs_run_one_after_the_other_and_know_their_place():
    queue, works = JobQueue(), [Work(result) for result in "abc"]
    jobs = [queue.submit(work) for work in works]
    assert works[0].begun.wait(LIMIT)
    assert [(job.poll().state, job.poll().place) for job in jobs] == [("running", 0), ("waiting", 1), ("waiting", 2)]
    assert not works[1].begun.is_set()
    works[0].may_end.set()
    assert works[1].begun.wait(LIMIT)
    assert jobs[2].poll().place == 1
    for work in works:
        work.may_end.set()
    assert [wait_until_over(job).result for job in jobs] == ["a", "b", "c"]


def test_a_running_job_stops_when_told_to():
    work = Work()
    job = JobQueue().submit(work)
    assert work.begun.wait(LIMIT)
    job.stop()
    assert work.seen_stop.wait(LIMIT)
    assert wait_until_over(job).state == "stopped"


def test_a_waiting_job_that_is_stopped_never_begins():
    queue, first, second, third = JobQueue(), Work(), Work(), Work("third")
    queue.submit(first)
    assert first.begun.wait(LIMIT)
    waiting, last = queue.submit(second), queue.submit(third)
    waiting.stop()
    assert waiting.poll().state == "stopped"
    assert last.poll().place == 1
    first.may_end.set()
    third.may_end.set()
    assert wait_until_over(last).result == "third"
    assert not second.begun.is_set()


def test_a_job_that_nobody_asks_about_stops():
    queue, work, next_work = JobQueue(patience=0.5), Work(), Work("next")
    queue.submit(work)
    assert work.seen_stop.wait(LIMIT)
    next_work.may_end.set()
    assert wait_until_over(queue.submit(next_work)).result == "next"


def test_a_failing_job_says_why_and_the_next_one_runs(caplog):
    queue, broken, sound = JobQueue(), Work(error=ValueError("no pictures. Received: 0")), Work("sound")
    broken.may_end.set()
    sound.may_end.set()
    failed, good = queue.submit(broken), queue.submit(sound)
    snapshot = wait_until_over(failed)
    assert (snapshot.state, snapshot.message) == ("failed", "no pictures. Received: 0")
    assert wait_until_over(good).result == "sound"
    assert "a job failed" in caplog.text


class Clock:
    """A monotonic clock that stands still until the test moves it."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now


def test_jobs_that_nobody_wants_any_more_do_not_count_as_before_yours(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("lessons.work.jobs.time", clock)
    queue, running, last = JobQueue(), Work(), Work("last")
    first = queue.submit(running)
    assert running.begun.wait(LIMIT)
    closed = [Work() for _ in range(3)]
    for work in closed:
        queue.submit(work)
    mine = queue.submit(last)
    assert (mine.poll().state, mine.poll().place) == ("waiting", 4)
    clock.now = PATIENCE - 1
    first.poll()
    assert mine.poll().place == 4
    clock.now = PATIENCE + 1  # the tabs of the three are closed: nobody has asked about them
    assert mine.poll().place == 1
    running.may_end.set()
    last.may_end.set()
    assert wait_until_over(mine).result == "last"
    assert not any(work.begun.is_set() for work in closed)


def test_a_job_that_is_next_is_never_told_to_wait_for_nobody():
    """Whenever it is asked, a waiting job has somebody before it: asked in the very moment in which it is taken, too."""
    queue, seen = JobQueue(), []

    works = [Work(number) for number in range(20)]
    for work in works:
        work.may_end.set()
    jobs = [queue.submit(work) for work in works]
    while not all(job.poll().over for job in jobs):
        seen += [job.poll() for job in jobs]
    assert all(snapshot.place >= 1 for snapshot in seen if snapshot.state == "waiting")


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit()])
def test_a_work_that_ends_its_thread_fails_alone(error, caplog):
    queue, broken, sound = JobQueue(), Work(error=error), Work("sound")
    broken.may_end.set()
    sound.may_end.set()
    failed, good = queue.submit(broken), queue.submit(sound)
    assert wait_until_over(failed).state == "failed"
    assert failed.poll().message
    assert wait_until_over(good).result == "sound"
    assert wait_until_over(queue.submit(sound)).result == "sound"
    assert "a job failed" in caplog.text


def test_snapshots_do_not_change():
    work = Work()
    job = JobQueue().submit(work)
    assert work.begun.wait(LIMIT)
    snapshot = job.poll()
    with pytest.raises(AttributeError):
        snapshot.state = "finished"
    work.may_end.set()
    wait_until_over(job)
    assert snapshot.state == "running"
