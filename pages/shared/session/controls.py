"""Where each page's controls stand: noted on the desk after every run, and set again where a page is opened anew."""

from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState

from lessons.catalog import CATALOG
from pages.shared.session.address import says
from pages.shared.session.desk import desk
from pages.shared.session.desks import Desk

MOST = 200  # controls of a page; of more, those go that were noted first
LONGEST = 2000  # letters of a text, and parts of a list
_NOTED = "state_controls"  # slug -> key -> (value, whether it stands in the address)
_TAB = "controls_tab"
_SLUGS = {lesson.slug for lesson in CATALOG}
_PLAIN = {f"{kind}_value" for kind in ("bool", "int", "double", "string", "int_array", "double_array", "string_array")}

_finish = SessionState.on_script_finished
_told = []  # functions that are told of where controls stand


@dataclass(eq=False)
class _Tab:
    """What page a tab shows, and how it came there."""

    desk: Desk
    slug: str = ""
    linked: set[str] = field(default_factory=set)  # pages that show what a link asked for
    restored: tuple[str, ...] = ()  # controls that were set again in this run
    seen: int = 0  # changes of the desk that the page shows
    led: tuple[str, dict] = ("", {})  # a page that is to be opened, and how its controls are to stand there


def follow_controls():
    """Have controls noted after each run of a page or a part of it. Streamlit tells only itself of the end of a run."""
    SessionState.on_script_finished = _note_and_finish


def tell_of_controls(function):
    """Call a function after every run: with the desk, the page's slug, and key -> value of what could stand in an address."""
    if function not in _told:
        _told.append(function)


def lead_to(slug, values):
    """Have the controls of a page stand so with its next whole run. What the learner had there stays noted."""
    tab = st.session_state[_TAB]
    tab.linked.add(slug)
    tab.led = (slug, values)


def note_change():
    """Tell the other tabs, at their next step, that what all pages show has changed: the picture, the classes, a job."""
    own, tab = desk(), st.session_state.get(_TAB) if get_script_run_ctx(suppress_warning=True) else None
    with own.lock:
        own.changes += 1
        if tab is not None and tab.seen == own.changes - 1:
            tab.seen = own.changes


def open_page(slug):
    """Set the controls of a page again, if it is opened anew. To be called before they are made.

    What the address names is as the address says. Where a link asks for something else than the learner had, all that
    could stand in an address is the link's, and what the learner had stays noted.
    """
    session, own = st.session_state, desk()
    tab = session.get(_TAB)
    is_first = tab is None
    if is_first:
        tab = session[_TAB] = _Tab(own)
    tab.seen = own.changes
    (led, values), tab.led = tab.led, ("", {})
    if tab.slug == slug:
        if led == slug:  # only now: what the browser has asked for meanwhile tells where they stood before
            session.update(values)
            tab.restored = tuple(values)
        return
    tab.slug = slug
    noted = _noted(own, slug)
    bound = {key: value for key, (value, is_bound) in noted.items() if is_bound}
    if is_first and _is_link(slug, bound):
        tab.linked.add(slug)
        bound = {}
    wanted = {key: value for key, (value, is_bound) in noted.items() if key in bound or not is_bound}
    wanted = {key: value for key, value in wanted.items() if key not in session and key not in st.query_params}
    if led == slug:
        wanted |= values
        session.update({key: value for key, value in values.items() if key in session})
    get_script_run_ctx().session_state._state._old_state.update(wanted)  # what stood there before, the address is told, too
    tab.restored = tuple(wanted)


def shows_link(slug):
    """Whether the controls of a page are as a link asked for, and the learner's own are kept aside."""
    return slug in st.session_state[_TAB].linked


def noted_controls():
    """Where all controls stand that are not as they are at first, as JSON can hold it: slug -> key -> [value, is bound]."""
    pages = desk().get(_NOTED, {})
    return {slug: {key: list(kept) for key, kept in list(noted.items())} for slug, noted in list(pages.items()) if noted}


def set_controls(told):
    """Note that controls stand as `noted_controls` told it once. Anybody may have changed it: what can't be is left out."""
    for slug, noted in told.items() if isinstance(told, dict) else ():
        if slug in _SLUGS and isinstance(noted, dict):
            good = {key: tuple(kept) for key, kept in noted.items() if key.startswith(f"{slug}_") and _is_note(kept)}
            desk().setdefault(_NOTED, {})[slug] = dict(list(good.items())[:MOST])


def _is_note(kept):
    return isinstance(kept, list | tuple) and len(kept) == 2 and isinstance(kept[1], bool) and _is_plain(kept[0])


def note_bound(texts):
    """Note where something stands that is no control, but in the address as they are: key -> text, empty as at first."""
    tab = st.session_state[_TAB]
    if tab.slug in tab.linked:
        return
    for key, text in texts.items():
        _keep(tab, key, text, is_bound=True, is_first=not text)


def take_back():
    """Undo what `open_page` did in this run, for good: a control would not have it. Returns whether there was something."""
    tab = st.session_state[_TAB]
    noted, restored, tab.restored = _noted(tab.desk, tab.slug, create=True), tab.restored, ()
    for key in restored:
        noted.pop(key, None)
        if key in st.session_state:
            del st.session_state[key]
    return bool(restored)


def page_is_whole():
    """Tell that a page has run to its end, with the controls that were set again."""
    st.session_state[_TAB].restored = ()


def _noted(own, slug, create=False):
    pages = own.setdefault(_NOTED, {}) if create else own.get(_NOTED, {})
    return pages.setdefault(slug, {}) if create else pages.get(slug, {}).copy()


def _is_link(slug, bound):
    """Whether the address asks for something else than what the learner had."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params if name.startswith(f"{slug}_")}
    same = asked.keys() == bound.keys() and all(says(texts, bound[name]) for name, texts in asked.items())
    return bool(asked and bound) and not same


def _note_and_finish(self, *arguments, **named):
    is_known = _TAB in self
    if is_known:
        _note(self, self[_TAB])
    _finish(self, *arguments, **named)
    if is_known and named.get("remove_stale_widgets"):  # a run has come to its end
        _follow_other_tabs(self[_TAB])


def _follow_other_tabs(tab):
    """Have the whole page run after a part of it, where another tab has changed what it shows."""
    run = get_script_run_ctx()
    if run.script_requests and run.fragment_ids_this_run and (tab.desk.is_gone or tab.desk.changes != tab.seen):
        tab.seen = tab.desk.changes
        run.script_requests.request_rerun(RerunData(query_string=run.query_string, page_script_hash=run.page_script_hash))


def _note(state, tab):
    """Note the controls of a tab's page that are not as they are at first."""
    known = state._new_widget_state.widget_metadata
    found = {
        key: (widget, known[widget])
        for widget, key in state._key_id_mapper.id_key_mapping.items()
        if key.startswith(f"{tab.slug}_") and widget in known and known[widget].value_type in _PLAIN
    }
    shown = {}
    for key, (widget, metadata) in found.items():
        is_bound = metadata.bind is not None
        try:
            value = state._getitem(widget, key)
        except KeyError:
            continue  # it is not shown any more
        if is_bound and _is_plain(value):
            shown[key] = value
        if is_bound and tab.slug in tab.linked:
            continue
        _keep(tab, key, value, is_bound, is_first=value == metadata.deserializer(None))
    for function in _told:
        function(tab.desk, tab.slug, shown)


def _keep(tab, key, value, is_bound, is_first):
    noted = _noted(tab.desk, tab.slug, create=not is_first)
    if is_first and key not in noted:
        return
    noted = _noted(tab.desk, tab.slug, create=True)
    if is_first:
        noted.pop(key, None)
    elif _is_plain(value):
        noted[key] = (value, is_bound)
        if len(noted) > MOST:
            noted.pop(next(iter(noted)), None)


def _is_plain(value):
    if isinstance(value, list | tuple):
        return len(value) <= LONGEST and all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float) or (isinstance(value, str) and len(value) <= LONGEST)
