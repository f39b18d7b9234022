"""The widgets' JavaScript: modules as files of this server, which a browser fetches once and finds by itself what they import.

Streamlit sends a component's script again with each of its messages. So what it sends only fetches the module;
pages/shared/server/widget_modules.py answers. There is no build.
"""

import hashlib
from pathlib import Path

PAGES = Path(__file__).parents[2]
MODULES = {path.relative_to(PAGES).as_posix(): path.read_bytes() for path in sorted(PAGES.rglob("*.js"))}
VERSION = hashlib.blake2b(repr(MODULES).encode(), digest_size=8).hexdigest()  # an address stands for one text, for good

# A widget is seen (component_files.py) once it listens: a click before that would be lost.
_FETCHED = """const { default: widget } = await import(new URL("ADDRESS", document.baseURI).href)
export default given => {
  given.parentElement.host?.toggleAttribute("data-listens", true)
  return widget(given)
}
"""


def script(path: Path) -> str:
    """What a Streamlit component takes as its script: it fetches that module, whose default export is the widget's function.

    Parameters
    ----------
    path : Path of a module below pages/

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If there is no such module.
    """
    name = path.resolve().relative_to(PAGES).as_posix()
    if name not in MODULES:
        raise ValueError(f"a widget's module must be one of those below pages/. Received: {name}")
    return _FETCHED.replace("ADDRESS", f"./widgets/{VERSION}/{name}")
