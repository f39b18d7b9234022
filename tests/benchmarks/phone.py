"""A phone in a class, without a browser: it runs those parts of its page that run by themselves, and gives pictures."""

import asyncio
import json
import random

import streamlit  # noqa: F401  (its messages can't be imported before it)
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.learner import PART, PATIENCE, WHOLE, Learner

ASK_EVERY = 2.0  # seconds, as pages/shared/frame/class_strip.py has it


class Phone(Learner):
    """A tab that asks as a browser does. `whole` is the page that came last, by its hash; `html` what was said in HTML."""

    def __init__(self, address, page, cookies, query=""):
        super().__init__(address, page, cookies)
        self.query, self.html, self.asked, self.whole = query, [], 0, ""
        self._parts, self._turn = set(), asyncio.Lock()
        self._pages = {}  # name in the address -> hash

    async def turn_to(self, page):
        """Go to another page, as by a link."""
        self._script = self._pages[page]
        self._states.clear()
        self._parts.clear()
        await self.rerun()

    async def rerun(self, fragment="", *triggers, until=(WHOLE, PART)):
        """As a learner's, with the address's query; one run at a time."""
        async with self._turn:
            while not self._finished.empty():
                self._finished.get_nowait()  # of a part that the server ran by itself
            await self._ask(fragment, *triggers)
            while await asyncio.wait_for(self._finished.get(), PATIENCE) not in until:
                pass

    async def wait(self):
        """Ask again and again, until it is stopped."""
        await asyncio.sleep(random.uniform(0, ASK_EVERY))
        while True:
            for part in list(self._parts):
                await self._ask(part, by_itself=True)
                self.asked += 1
            await asyncio.sleep(ASK_EVERY)

    async def switch(self, key, is_on=True):
        """Switch a toggle on, or off."""
        ((toggle, fragment),) = self.find("checkbox", key)
        self._states[toggle.id] = WidgetState(id=toggle.id, bool_value=is_on)
        await self.rerun(fragment)

    async def type_in(self, key, text):
        """Type a text into a field that goes with it."""
        ((field, fragment),) = self.find("text_input", key)
        await self.rerun(fragment, WidgetState(id=field.id, string_value=text))

    async def tell(self, key, value):
        """Have a widget of ours send something: its event "sent"."""
        ((widget, fragment),) = self.find("bidi_component", key)
        told = json.dumps([{"event": "sent", "value": value}])
        await self.rerun(fragment, WidgetState(id=_make_trigger_id(widget.id, "events"), json_trigger_value=told))

    def has(self, key, kind="button"):
        """Whether something whose key begins so has come."""
        return bool(self.find(kind, key))

    def stands_at(self, value):
        """Whether the window's slider was set to this."""
        found = self.find("slider", "pooling_size")
        return bool(found) and found[0][0].set_value and found[0][0].value[0] == value

    async def _ask(self, fragment, *triggers, by_itself=False):
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.fragment_id, asked.query_string = self._script, fragment, self.query
        asked.page_name = "" if self._script else self.page
        asked.cached_message_hashes.extend(self._cached)
        asked.widget_states.widgets.extend([*self._states.values(), *triggers])
        asked.is_auto_rerun = by_itself
        self.query = ""
        await self._socket.send(message.SerializeToString())

    def _take(self, told):
        kind = told.WhichOneof("type")
        if kind == "new_session" and told.new_session.page_script_hash != self._script:
            self._parts.clear()
        elif kind == "auto_rerun":
            self._parts.add(told.auto_rerun.fragment_id)
        elif kind == "script_finished" and told.script_finished == WHOLE:
            self.whole = self._script
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "html":
            self.html.append(told.delta.new_element.html.body)
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
        super()._take(told)
