"""A JavaScript module and all that it imports, as the one text that a Streamlit component takes.

Streamlit imports that text from a blob's address, where a module finds no other files. So what it imports comes before it in
the text, and a Content-Security-Policy needs no more than Streamlit does: `script-src` with `blob:`. There is no build.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class|function|async function) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=function )", re.MULTILINE)
_OTHER = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)


@dataclass(frozen=True)
class _Scope:
    """A module that others import: a function that is called once and returns what the module exports."""

    name: str
    exports: list[str]
    text: str


def bundled(path: Path) -> str:
    """A module's text, and before it each module that it imports, itself or through others, in a scope of its own.

    Understood are `import { name, other } from "./file.js"` and `export` before const, class and function, each at the
    beginning of a line; the module itself has an `export default function`, which Streamlit calls.

    Parameters
    ----------
    path : Path of the module

    Returns
    -------
    str

    Raises
    ------
    FileNotFoundError
        If a file that is imported is not there.
    ValueError
        If a module imports or exports in another way, imports a name that is not exported, or needs itself in the end.
    """
    scopes = {}
    text = _linked(path.resolve(), scopes, importers=())
    _refuse_others(_DEFAULT.sub("", text, count=1), path)
    return "".join(scope.text for scope in scopes.values()) + text


def _linked(path, scopes, importers):
    """The module's text with its imports taken from scopes; those that are missing are added."""
    importers = (*importers, path)

    def link(found):
        source = (path.parent / found[2]).resolve()
        if source in importers:
            circle = " -> ".join(module.name for module in (*importers, source))
            raise ValueError(f"modules must not need each other. Received: {circle}")
        if source not in scopes:
            scopes[source] = _scope(source, scopes, importers)
        names = [name.strip() for name in found[1].split(",") if name.strip()]
        scope = scopes[source]
        if not {*names} <= {*scope.exports}:
            raise ValueError(
                f"{path.name} can import {', '.join(scope.exports)} from {source.name}. Received: {', '.join(names)}"
            )
        return f"const {{ {', '.join(names)} }} = {scope.name}\n"

    return _IMPORT.sub(link, path.read_text("utf-8"))


def _scope(path, scopes, importers):
    text = _linked(path, scopes, importers)
    names, text = _EXPORT.findall(text), _EXPORT.sub("", text)
    _refuse_others(text, path)
    name = f"${path.stem}_{len(scopes)}"
    return _Scope(name, names, f"const {name} = (() => {{\n{text}\nreturn {{ {', '.join(names)} }}\n}})()\n")


def _refuse_others(text, path):
    if other := _OTHER.search(text):
        raise ValueError(f"{path.name} must import and export in the ways that are understood. Received: {other[0].strip()}")
