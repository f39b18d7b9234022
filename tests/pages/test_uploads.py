"""What is uploaded is not written to disk, not even on its way."""

import pytest
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from pages.shared.server.streamlit_repairs import repair_streamlit
from tests.apart import run_apart
from tests.pages.apps import open_app


def received(data):
    """An upload as the server's own parser hands it over."""
    body = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + data + b"\r\n--edge--\r\n"
    chunks = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        return chunks.pop(0)

    scope = {"type": "http", "method": "PUT", "headers": [(b"content-type", b"multipart/form-data; boundary=edge")]}

    async def form():
        upload = (await Request(scope, receive).form())["file"]
        on_disk = upload.file._rolled
        content = await upload.read()
        await upload.close()
        return on_disk, content

    return run_apart(form())


@pytest.mark.parametrize("megabytes", [0.1, 5, 90])
def test_an_upload_is_received_in_memory(megabytes):
    repair_streamlit()
    data = b"x" * int(megabytes * 1024**2)
    on_disk, content = received(data)
    assert content == data
    assert not on_disk


def test_the_app_sees_to_it_when_it_starts(monkeypatch):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024**2)
    assert received(b"x" * 2 * 1024**2)[0]  # as the server does by itself
    open_app()
    assert not received(b"x" * 2 * 1024**2)[0]
