"""The course on several processes, as deploy/README.md starts them: nginx, two web servers, a scheduler and two workers."""

import asyncio
import contextlib
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import dask
import psutil
import pytest

from deploy.certificates import environment, write_certificates
from lessons.data.datasets import DATASETS
from lessons.work.jobs import JobQueue
from lessons.work.workers import Workers, WorkersError
from pages.shared.server.server_change import ELSEWHERE
from pages.shared.server.warming import SWITCH
from tests.apart import run_apart
from tests.benchmarks.learner import Learner
from tests.benchmarks.serving import NGINX, cookies_of, free_ports, nginx_conf
from tests.pages.visitor import Visitor
from tests.work import works

ROOT = Path(__file__).parents[2]
START = 180  # seconds that anything here may take on a busy machine
LEARNERS = 12

pytestmark = pytest.mark.slow


def until(told, seconds=START):
    pause, give_up = threading.Event(), time.monotonic() + seconds
    while not told():
        assert time.monotonic() < give_up, "it did not come to that"
        pause.wait(0.05)  # to ask without end would take the processor from those who are asked


def answers(address):
    with contextlib.suppress(OSError):
        return urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).status == 200
    return False


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """All processes: `.address` of nginx, `.servers` by their addresses, `.scheduler`, and the `.certificates` of all."""
    if NGINX is None:
        if "CI" in os.environ:
            pytest.fail("these tests may not skip in CI: install nginx")
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    folder = tmp_path_factory.mktemp("school")
    write_certificates(folder / "certificates")
    front, first, second, scheduler = free_ports(4)
    address = f"tls://127.0.0.1:{scheduler}"
    certificates = environment(folder / "certificates")
    variables = {"DASK_CONFIG": str(ROOT / "deploy/dask.yaml"), "PYTHONPATH": str(ROOT), "PIXELS_SCHEDULER": address}
    variables[SWITCH] = "off"  # what no test asks for is not made
    with contextlib.ExitStack() as running:

        def start(*arguments):
            log = running.enter_context((folder / "log").open("a"))
            process = subprocess.Popen(arguments, cwd=ROOT, env=os.environ | certificates | variables, stdout=log, stderr=log)
            running.callback(process.wait)
            running.callback(process.terminate)
            return process

        command = [sys.executable, "-m", "dask"]
        leader = start(
            *command, "scheduler", "--host", "127.0.0.1", "--port", str(scheduler), "--protocol", "tls", "--no-dashboard"
        )
        how = ["--nworkers", "1", "--preload", "lessons.work.worker_start", "--no-dashboard", "--local-directory", str(folder)]
        for _ in range(2):
            start(*command, "worker", address, "--nthreads", "1", "--resources", "training=1", *how)
        options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port"]
        servers = {
            f"127.0.0.1:{port}": start(sys.executable, "-m", "streamlit", "run", "app.py", *options, str(port))
            for port in (first, second)
        }
        start(NGINX, "-c", str(nginx_conf(folder, front, (first, second))), "-p", str(folder))
        for port in (first, second, front):
            until(lambda port=port: answers(f"http://127.0.0.1:{port}"))
        yield SimpleNamespace(
            address=f"http://127.0.0.1:{front}", servers=servers, scheduler=address, certificates=certificates, leader=leader
        )


def server_of(cookies):
    return re.search("pixels_at=([^;]+)", cookies)[1]


def notices(visitor):
    return [alert.body for alert in visitor.elements("alert")]


def test_a_lesson_for_a_class_through_one_address(school):
    """Twelve learners step through Convolution; everyone stays with one server, and both have work."""

    async def lesson():
        cookies = [await asyncio.to_thread(cookies_of, school.address) for _ in range(LEARNERS)]
        learners = [Learner(school.address, "convolution", cookies=each) for each in cookies]
        await asyncio.gather(*(learner.open() for learner in learners))
        for _ in range(2):
            await asyncio.gather(*(learner.move("convolution_") for learner in learners))
        await asyncio.gather(*(learner.close() for learner in learners))
        return cookies, [error for learner in learners for error in learner.errors]

    cookies, errors = run_apart(lesson())
    assert errors == []
    assert {server_of(each) for each in cookies} == set(school.servers)


def trusted(school):
    """Dask's settings of a process that has the certificates."""
    names = {name: name.removeprefix("DASK_").lower().replace("__", ".") for name in school.certificates}
    return dask.config.set({names[name]: value for name, value in school.certificates.items()})


def test_a_worker_that_is_killed_takes_no_job_with_it(school, tmp_path):
    with trusted(school):
        reached = Workers(scheduler=school.scheduler)
        queue = JobQueue(reached)
        jobs = [queue.submit(works.held, str(tmp_path), name, learner=name) for name in ("a", "b")]
        until(lambda: all(job.poll().step for job in jobs))
        pids = reached.client.run(os.getpid)
        assert len(pids) == 2
        standing = queue.survey(afresh=True).standings[jobs[0].key]
        psutil.Process(pids[standing.worker]).kill()
        until(lambda: jobs[0].poll().losses == 1)
        (tmp_path / "end").touch()
        assert [job.wait(START).result for job in jobs] == ["a", "b"]
        reached.close()


def test_a_job_is_found_again_by_its_name_from_another_process(school, tmp_path):
    with trusted(school):
        first, second = (JobQueue(Workers(scheduler=school.scheduler)) for _ in range(2))
        shapes = DATASETS["digits"]
        begun = first.submit(works.held, str(tmp_path), "a", learner="me", name="mine/held", note=7)
        summed = first.submit(works.sum_of, shapes, learner="me", heavy=False, name="mine/sum")
        until(lambda: begun.poll().step)
        done = summed.wait(START)
        assert done.state == "finished", done
        total = done.result[0]
        first._workers.close()  # as the end of its process does
        assert second.find("another", received=together) == {}
        found = second.find("mine/", received=together)
        assert found.keys() == {"mine/held", "mine/sum"}
        assert found["mine/held"].note == 7
        assert found["mine/held"].poll().state == "running"
        assert found["mine/sum"].wait(START).result == (total, len(shapes.train))
        (tmp_path / "end").touch()
        assert found["mine/held"].wait(START).result == ("a", 0)
        for job in found.values():
            job.stop()
        assert second.find("mine/", received=together) == {}
        second._workers.close()


def together(data, result):
    """What came of a job, and how many pictures to learn from it was given."""
    return (result if isinstance(result, str) else result[0], sum(len(each.train) for each in data))


def test_learners_of_a_server_that_is_killed_go_on_with_the_other_and_are_told(school):
    """And what they had trained is there. Runs after those who need both servers: one is gone after it."""
    cookies = {}
    until(lambda: cookies.setdefault(server_of(given := cookies_of(school.address)), given) and len(cookies) == 2)
    lost, stays = school.servers
    run_apart(started_training(school.address, cookies[lost]))
    with (
        Visitor(school.address, "pooling", cookies=cookies[lost]) as mine,
        Visitor(school.address, "pooling", cookies=cookies[stays]) as other,
    ):
        assert ELSEWHERE not in [*notices(mine), *notices(other)]
        school.servers[lost].kill()
        school.servers[lost].wait()
        assert other.is_answered()
    with Visitor(school.address, "pooling", cookies=cookies[lost]) as again:
        assert ELSEWHERE in notices(again)
        assert not again.elements("exception")
        again.told.clear()
        again.turn_to("convolution")
        assert ELSEWHERE not in notices(again)
        until(lambda: again.turn_to("build") or is_judged(again))
    assert server_of(cookies_of(school.address)) == stays


def is_judged(visitor):
    """Whether the page says how good the trained network is."""
    return any("**test pictures** correctly" in said.body for said in visitor.elements("markdown"))


async def started_training(address, cookies):
    """Start a training on the page Build a CNN, and leave."""
    learner = Learner(address, "build", cookies=cookies)
    await learner.open()
    await learner.press("build_train")
    await learner.close()


def test_without_a_scheduler_pages_go_on_and_trainings_are_refused_with_a_sentence(school):
    """Runs last: there is none after it."""
    with trusted(school):
        workers = Workers(scheduler=school.scheduler, patience=2)
        queue = JobQueue(workers)
        assert queue.submit(works.quick, "there").wait(START).result == "there"
        assert workers.ready
        school.leader.kill()
        school.leader.wait()
        until(lambda: not workers.ready)  # so no page that would like to tell of them waits for an answer
        with pytest.raises(WorkersError, match="can't be reached"):
            queue.submit(works.quick, "gone")
    with Visitor(school.address, "build") as visitor:
        assert not visitor.elements("exception")
        visitor.turn_to("convolution")
        assert not visitor.elements("exception")
