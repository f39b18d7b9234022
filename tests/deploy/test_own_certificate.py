"""A certificate of one's own: made once, for this address, for its owner's eyes, and good enough for a client that has it."""

import http.server
import ssl
import threading
import urllib.request

from deploy.own_certificate import options


def test_who_has_the_certificate_trusts_the_server_and_the_second_time_it_is_the_same(tmp_path):
    told = options(tmp_path / "https", "127.0.0.1")
    _, certificate, _, key = told.split()
    files = {path: path.read_bytes() for path in (tmp_path / "https").iterdir()}
    assert {str(path) for path in files} == {certificate, key}
    assert (tmp_path / "https" / "127.0.0.1.key").stat().st_mode & 0o777 == 0o600
    assert options(tmp_path / "https", "127.0.0.1") == told
    assert {path: path.read_bytes() for path in files} == files

    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate, key)
    trusting = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate))
    visitor = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusting)
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        server.socket = own.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.handle_request, daemon=True).start()
        with visitor.open(f"https://127.0.0.1:{server.server_port}/pyproject.toml") as answer:
            assert answer.status == 200
