"""A learner without a browser: many of them fit into one process. Speaks Streamlit's websocket protocol, one tab each."""

import asyncio
import random
import urllib.request
from urllib.parse import urlsplit

import streamlit  # noqa: F401  (its messages can't be imported before it)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PATIENCE = 180  # seconds for one answer
WHOLE, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_CACHED = 200  # messages that a tab keeps, so that the server can refer to them


class Learner:
    """One tab on one page, with its browser's cookies. `received` counts the bytes of messages and of fetched pictures."""

    def __init__(self, address, page="", cookies=""):
        self.address, self.page, self._headers = address, page, {"Cookie": cookies} if cookies else {}
        self.received, self.errors, self.notices = 0, [], []
        self.widgets = {}  # id -> (kind, element, fragment), as they came last
        self._states, self._cached, self._script = {}, {}, ""
        self._finished, self._replies, self._pictures = asyncio.Queue(), asyncio.Queue(), {}

    async def open(self):
        """Go to the page, and wait until it is whole."""
        self._socket = await connect(
            f"ws://{urlsplit(self.address).netloc}/_stcore/stream",
            subprotocols=["streamlit", "none"], origin=self.address, max_size=None, max_queue=None,
            compression=None, ping_interval=None, proxy=None,
            additional_headers=self._headers,
        )  # fmt: skip
        self._reading = asyncio.create_task(self._read())
        await self.rerun()

    async def close(self):
        """Close the tab."""
        await asyncio.gather(*self._pictures.values(), return_exceptions=True)
        self._reading.cancel()
        await self._socket.close()

    async def rerun(self, fragment="", *triggers, until=(WHOLE, PART)):
        """Have the page, or one fragment of it, run again, and wait until it has; then until its pictures are here."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.fragment_id = self._script, fragment
        asked.page_name = "" if self._script else self.page
        asked.cached_message_hashes.extend(self._cached)
        asked.widget_states.widgets.extend([*self._states.values(), *triggers])
        await self._socket.send(message.SerializeToString())
        while await asyncio.wait_for(self._finished.get(), PATIENCE) not in until:
            pass
        await asyncio.gather(*self._pictures.values())

    def find(self, kind, key):
        """The widgets of a kind whose key begins so: pairs of an element and its fragment, in the order in which they came."""
        return [
            (element, fragment) for its, element, fragment in self.widgets.values()
            if its == kind and element.id.rpartition("-")[2].startswith(key)
        ]  # fmt: skip

    async def press(self, key, **how):
        """Press one of the buttons whose key begins so."""
        button, fragment = random.choice(self.find("button", key))
        await self.rerun(fragment, WidgetState(id=button.id, trigger_value=True), **how)

    async def choose(self, key, text):
        """Choose one text of a segmented control."""
        ((control, fragment),) = self.find("button_group", key)
        state = self._states[control.id] = WidgetState(id=control.id)
        state.string_array_value.data.append(text)
        await self.rerun(fragment)

    async def open_section(self, slug, name):
        """Open a section below a lesson's stage."""
        ((tabs, fragment),) = self.find("tab_container", f"{slug}_section")
        self._states[tabs.id] = WidgetState(id=tabs.id, string_value=name)
        await self.rerun(fragment)

    async def move(self, key="", *, choose=random.choice):
        """Move one of the sliders whose key begins so to another value, which is chosen among all others."""
        slider, fragment = random.choice([each for each in self.find("slider", key) if not each[0].disabled])
        before = self._states.get(slider.id)
        state = self._states[slider.id] = WidgetState(id=slider.id)
        if slider.options:
            now = before.string_array_value.data[0] if before else None
            state.string_array_value.data.append(choose([option for option in slider.options if option != now]))
        else:
            now = before.double_array_value.data[0] if before else slider.default[0]
            steps = range(round((slider.max - slider.min) / slider.step) + 1)
            values = [slider.min + slider.step * step for step in steps]
            state.double_array_value.data.append(choose([value for value in values if value != now]))
        await self.rerun(fragment)

    async def upload(self, key, name, data, **how):
        """Give a file to an uploader, and wait for the page with it."""
        ((uploader, fragment),) = self.find("file_uploader", key)
        message = BackMsg()
        message.file_urls_request.request_id, message.file_urls_request.session_id = name, self.session
        message.file_urls_request.file_names.append(name)
        await self._socket.send(message.SerializeToString())
        (urls,) = (await asyncio.wait_for(self._replies.get(), PATIENCE)).file_urls
        await asyncio.to_thread(_put, self.address, urls.upload_url, name, data, self._headers.get("Cookie", ""))
        state = self._states[uploader.id] = WidgetState(id=uploader.id)
        file = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(data), file_id=urls.file_id)
        file.file_urls.CopyFrom(urls)
        await self.rerun(fragment, **how)

    async def _read(self):
        async for data in self._socket:
            self.received += len(data)
            self._take(ForwardMsg.FromString(data))

    def _take(self, told):
        kind = told.WhichOneof("type")
        if kind == "ref_hash":
            told = self._cached[told.ref_hash]
            kind = told.WhichOneof("type")
        elif told.metadata.cacheable:
            self._cached[told.hash] = told
            while len(self._cached) > _CACHED:
                del self._cached[next(iter(self._cached))]
        if kind == "new_session":
            self.session, self._script = told.new_session.initialize.session_id, told.new_session.page_script_hash
        elif kind == "navigation":
            self._script = told.navigation.page_script_hash
        elif kind == "file_urls_response":
            self._replies.put_nowait(told.file_urls_response)
        elif kind == "script_finished":
            self._finished.put_nowait(told.script_finished)
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._note(told.delta.new_element, told.delta.fragment_id)
        elif kind == "delta" and told.delta.WhichOneof("type") == "add_block":
            self._note_block(told.delta.add_block, told.delta.fragment_id)

    def _note(self, element, fragment):
        kind = element.WhichOneof("type")
        shown = getattr(element, kind)
        if kind == "exception":
            self.errors.append(shown.message)
        elif kind == "alert":
            self.notices.append(shown.body)
        elif kind == "imgs":
            for image in shown.imgs:
                if image.url.startswith("/media/") and image.url not in self._pictures:
                    self._pictures[image.url] = asyncio.create_task(self._fetch(image.url))
        elif getattr(shown, "id", ""):
            self.widgets.pop(shown.id, None)
            self.widgets[shown.id] = kind, shown, fragment

    def _note_block(self, block, fragment):
        kind = block.WhichOneof("type")
        shown = getattr(block, kind) if kind else block
        if getattr(shown, "id", ""):
            self.widgets.pop(shown.id, None)
            self.widgets[shown.id] = kind, shown, fragment

    async def _fetch(self, path):
        try:
            self.received += len(await asyncio.to_thread(_get, self.address + path, self._headers))
        except OSError as error:
            self.errors.append(f"{path}: {error}")


def _get(url, headers):
    with _DIRECTLY.open(urllib.request.Request(url, headers=headers), timeout=PATIENCE) as response:
        return response.read()


def _put(address, path, name, data, cookies):
    with _DIRECTLY.open(urllib.request.Request(f"{address}/_stcore/health", headers={"Cookie": cookies})) as health:
        cookie = next(each for each in health.headers.get_all("set-cookie") if "xsrf" in each).split(";")[0]
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\n'.encode()
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    headers |= {"Cookie": f"{cookie}; {cookies}", "X-Xsrftoken": cookie.partition("=")[2]}
    body = head + data + b"\r\n--edge--\r\n"
    request = urllib.request.Request(f"{address}/{path.lstrip('/')}", method="PUT", data=body, headers=headers)
    _DIRECTLY.open(request, timeout=PATIENCE).close()
