"""Streamlit, telling whom it asks and which files it writes: `python -m tests.audited_streamlit run app.py ...`."""

import os
import socket
import sys
from ipaddress import ip_address

MARK = "ASKED OUTSIDE:"
WRITES = "WRITES TO DISK:"


def _is_this_machine(host):
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


def _watch(event, arguments):
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""  # or the number of an open file
        if path and ".pyc" not in path and not path.startswith("/dev/"):
            print(WRITES, path, file=sys.stderr, flush=True)
        return
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        connection, address = arguments
        # To connect a UDP socket sends nothing: so a machine learns its own address in the local network.
        if connection.family == socket.AF_UNIX or (event == "socket.connect" and connection.type == socket.SOCK_DGRAM):
            return
        host = address[0]
    else:
        return
    if not _is_this_machine(host):
        print(MARK, event, host, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.addaudithook(_watch)
    from streamlit.web.cli import main

    main(prog_name="streamlit")
