"""A Streamlit server in a process of its own, to be measured."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]

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
def started(script):
    """A Streamlit server of its own for app.py, or for the text of a page with Streamlit's defaults: (process, address)."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if script != "app.py":
            (Path(folder) / "page.py").write_text(script, "utf-8")
        command = [sys.executable, "-m", "streamlit", "run", "app.py" if script == "app.py" else "page.py"]
        command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT if script == "app.py" else folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                    break
                time.sleep(0.1)
            yield process, address
        finally:
            process.terminate()
            process.wait()


def resident(process):
    """Megabytes of memory that a process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds(process):
    """Seconds of processor that a process has taken."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
