"""A Streamlit server in a process of its own, to be measured."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")

ONE_LINE = 'import streamlit as st; st.title("One line")\n'
ONE_SLIDER = """
import numpy as np
import streamlit as st
shade = st.slider("Stride", 1, 8)
st.image(np.full((147, 222, 3), shade * 30, np.uint8), width="stretch")
"""


@contextlib.contextmanager
def serving(script):
    """As `started`, but yields the address alone."""
    with started(script) as (_, address):
        yield address


@contextlib.contextmanager
def started(script, **variables):
    """A Streamlit server of its own for app.py, or for the text of a page with Streamlit's defaults: (process, address)."""
    with tempfile.TemporaryDirectory() as folder:
        (port,) = free_ports(1)
        if script != "app.py":
            (Path(folder) / "page.py").write_text(script, "utf-8")
        command = [sys.executable, "-m", "streamlit", "run", "app.py" if script == "app.py" else "page.py"]
        command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
        process = subprocess.Popen(
            command,
            cwd=ROOT if script == "app.py" else folder,
            env=os.environ | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield process, address
        finally:
            process.terminate()
            process.wait()


@contextlib.contextmanager
def several(count):
    """One or two servers for app.py behind nginx, with deploy/nginx.conf: (processes, the address of nginx)."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        servers = [running.enter_context(started("app.py", PIXELS_LETTER=letter)) for letter in "BC"[:count]]
        (port,) = free_ports(1)
        conf = nginx_conf(Path(folder), port, [address.rpartition(":")[2] for _, address in servers])
        front = subprocess.Popen([NGINX, "-c", str(conf), "-p", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.callback(front.wait)
        running.callback(front.terminate)
        _wait_for(f"http://127.0.0.1:{port}")
        yield [process for process, _ in servers], f"http://127.0.0.1:{port}"


def nginx_conf(folder, port, servers):
    """deploy/nginx.conf for these ports of this machine, with all that nginx writes in a folder."""
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for number, server in enumerate(servers, 1):
        text = text.replace(f"web{number}:8501", f"127.0.0.1:{server}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    places = "\n".join(
        f"    {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = text.replace("http {\n", f"http {{\n{places}\n")
    (folder / "nginx.conf").write_text(f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\n{text}", "utf-8")
    return folder / "nginx.conf"


def cookies_of(address):
    """What a browser keeps that opens the first page: its cookies, as it sends them."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request) as page:
        return "; ".join(cookie.split(";")[0] for cookie in page.headers.get_all("set-cookie") or [])


def free_ports(count):
    """Numbers of ports that nobody listens at."""
    with contextlib.ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _wait_for(address):
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            break
        time.sleep(0.1)


def resident(process):
    """Megabytes of memory that a process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds(*processes):
    """Seconds of processor that processes have taken together."""
    stats = [Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split() for process in processes]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")
