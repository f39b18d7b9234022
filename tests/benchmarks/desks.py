"""What learners' work costs the server in memory: each has brought pictures and a network, and stays away.

`python -m tests.benchmarks.desks 60` measures 60 desks with 40 pictures and a network each; it takes a minute or two. The work
is brought as a browser brings back what it kept.
"""

import asyncio
import sys
import urllib.request

import numpy as np

from tests.benchmarks.serving import cookies_of, processor_seconds, resident, started

PICTURES = 40
SIDE = 256  # pixels
ASKED = 100
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def project(seed, network="efficientnet_lite0"):
    """A project with pictures that nobody else has, of two classes, and a network of transfer learning that knows them."""
    from lessons.takehome.project import save_project
    from lessons.training.arms import assemble
    from lessons.training.settings import TrainingSettings

    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (2, PICTURES // 2, 16, 16, 3), dtype=np.uint8)
    large = coarse.repeat(SIDE // 16, axis=2).repeat(SIDE // 16, axis=3)
    settings = TrainingSettings(network=network, image_size=224 if network == "efficientnet_lite0" else 96, seed=seed)
    model = assemble(settings, classes=2).model
    return save_project({"cup": list(large[0]), "glass": list(large[1])}, settings, model, ["cup", "glass"])


def bring(address, data):
    """A new browser that brings a project: its cookies."""
    cookies = cookies_of(address)
    headers = {"Cookie": cookies, "X-Pixels": "benchmark"}
    DIRECTLY.open(urllib.request.Request(f"{address}/desk/work", method="PUT", data=data, headers=headers)).close()
    return cookies


async def notices(address, cookies):
    """What the page Pooling says in boxes to a visitor."""
    from tests.benchmarks.learner import Learner

    learner = Learner(address, "pooling", cookies=cookies)
    await learner.open()
    await learner.close()
    return learner.notices


def cost(process, address, cookies, path):
    """Milliseconds of the server's processor that a request takes, mean of ASKED."""
    request = urllib.request.Request(f"{address}{path}", headers={"Cookie": cookies, "X-Pixels": "benchmark"})
    before = processor_seconds(process)
    for _ in range(ASKED):
        DIRECTLY.open(request).read()
    return (processor_seconds(process) - before) / ASKED * 1000


def measure(count, network):
    """(megabytes of the server with its first desk, megabytes with all of them, what the next learner is told)."""
    with started("app.py") as (process, address):
        cookies = bring(address, project(0, network))
        for path in ("/desk/here", "/desk/work"):
            print(f"{path}: {cost(process, address, cookies, path):.1f} ms")
        before = resident(process)
        for seed in range(1, count):
            bring(address, project(seed, network))
        return before, resident(process), asyncio.run(notices(address, cookies_of(address)))


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for base in ("efficientnet_lite0", "vgg16"):
        first, every, told = measure(asked, base)
        print(f"{asked} desks, {PICTURES} pictures and a head on {base} each: {every:.0f} MB, with one desk {first:.0f} MB")
        print(f"the next learner is told: {told}")
