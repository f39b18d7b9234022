"""A visitor without a browser: speaks Streamlit's websocket protocol, and may say what no page makes a browser say."""

import urllib.error
import urllib.request
from contextlib import ExitStack
from urllib.parse import urlsplit

import streamlit  # noqa: F401  (its messages can't be imported before it)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 120  # seconds for one answer


class Visitor:
    """One tab on one page. `told` holds every message that came, in order."""

    def __init__(self, address, page="", query="", origin=None, cookies=""):
        self.address, self.page, self.query, self.told = address, page, query, []
        self.set = {}  # widget -> its state, where that is not the first one
        socket = connect(
            f"ws://{urlsplit(address).netloc}/_stcore/stream",
            subprotocols=["streamlit", "none"],
            origin=origin or address,
            additional_headers={"Cookie": cookies} if cookies else {},
            max_size=None,
            max_queue=None,  # what nobody hears is taken as well: behind it waits the answer to "close"
            proxy=None,
        )
        self.open = ExitStack()
        self.socket = self.open.enter_context(socket)
        self.turn_to(page, query)
        self.session = next(
            told.new_session.initialize.session_id for told in self.told if told.WhichOneof("type") == "new_session"
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.open.close()

    def turn_to(self, page, query=""):
        """Open a page, or this one as the visitor has set its widgets, and wait until it is whole."""
        if page != self.page:
            self.page = page
            self.set.clear()
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        message.rerun_script.widget_states.widgets.extend(self.set.values())
        self.say(message)
        cut_short = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        self.hear(lambda told: told.WhichOneof("type") == "script_finished" and told.script_finished != cut_short)

    def say(self, message):
        self.socket.send(message.SerializeToString())

    def hear(self, wanted):
        """The next message that is wanted."""
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE))
            self.told.append(told)
            if wanted(told):
                return told

    def elements(self, kind):
        """All elements of a kind that came."""
        deltas = [told.delta.new_element for told in self.told if told.WhichOneof("type") == "delta"]
        return [getattr(element, kind) for element in deltas if element.WhichOneof("type") == kind]

    def is_answered(self):
        """Whether the server still listens to this tab."""
        message = BackMsg()
        message.app_heartbeat = True
        self.say(message)
        return self.hear(lambda told: told.WhichOneof("type") == "heartbeat_ack").heartbeat_ack

    def state_of(self, kind, key):
        """What the visitor sets a widget to, to be filled in."""
        widget = next(element.id for element in self.elements(kind) if element.id.endswith(f"-{key}"))
        return self.set.setdefault(widget, WidgetState(id=widget))

    def bring(self, key, content):
        """Give an uploader of this page a file, and wait for the page."""
        place = self.place_for_upload()
        assert self.upload(place.upload_url, content)[0] == 204
        file = self.state_of("file_uploader", key).file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = "a.png", len(content), place.file_id
        file.file_urls.CopyFrom(place)
        self.turn_to(self.page)

    def address_for_upload(self):
        """Where to send a file. A refusal raises PermissionError with its sentence."""
        return self.place_for_upload().upload_url

    def place_for_upload(self):
        """What the server keeps for a file: its id, and its addresses."""
        message = BackMsg()
        message.file_urls_request.request_id = "asked"
        message.file_urls_request.session_id = self.session
        message.file_urls_request.file_names.append("a.png")
        self.say(message)
        told = self.hear(lambda told: told.WhichOneof("type") == "file_urls_response")
        if told.file_urls_response.error_msg:
            raise PermissionError(told.file_urls_response.error_msg)
        return told.file_urls_response.file_urls[0]

    def upload(self, path, content):
        """Send a file: these bytes, or so many. Returns the status and the answer's text."""
        health = urllib.request.urlopen(f"{self.address}/_stcore/health")
        cookie = health.headers["set-cookie"].split(";")[0]
        head = b'--edge\r\nContent-Disposition: form-data; name="a.png"; filename="a.png"\r\n\r\n'
        headers = {
            "Content-Type": "multipart/form-data; boundary=edge",
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
        }
        body = head + bytes(content) + b"\r\n--edge--\r\n"
        return answer(f"{self.address}/{path.lstrip('/')}", method="PUT", data=body, headers=headers)[::2]


def answer(url, **request):
    """Status, headers and text of what a server answers, an error's too. A redirect is followed."""
    status, headers, data = raw_answer(url, **request)
    return status, headers, data.decode("utf-8", "replace")


def raw_answer(url, **request):
    """As `answer`, with the bytes."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, **request), timeout=PATIENCE) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
