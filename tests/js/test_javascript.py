"""The widgets' JavaScript: modules that find each other, put together for Streamlit, and tested by Node's own test runner."""

import ast
import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from pages.shared.components.javascript import bundled
from tests.js.engine_cases import cases

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
MODULES = sorted((ROOT / "pages").rglob("*.js"))
WIDGETS = [path for path in MODULES if "export default" in path.read_text("utf-8")]
IMPORT = re.compile(r'^import [^;"]* from "([^"]+)"', re.MULTILINE)


def name(path):
    return str(path.relative_to(ROOT))


def imported(path):
    return {(path.parent / source).resolve() for source in IMPORT.findall(path.read_text("utf-8"))}


def everything_imported(path):
    return {path}.union(*map(everything_imported, imported(path)))


@pytest.fixture(scope="session")
def node():
    if NODE is None:
        if "CI" in os.environ:
            pytest.fail("tests in JavaScript may not skip in CI: install Node")
        pytest.skip("no Node on this machine (Debian: apt-get install nodejs)")
    return NODE


@pytest.fixture(scope="session")
def engine_numbers(tmp_path_factory):
    file = tmp_path_factory.mktemp("javascript") / "cases.json"
    file.write_text(json.dumps(cases()), "utf-8")
    return file


@pytest.mark.parametrize("script", sorted(Path(__file__).parent.glob("*.test.js")), ids=lambda path: path.stem)
def test_in_node(script, node, engine_numbers):
    done = subprocess.run(
        [node, "--test", script], env=os.environ | {"CASES": str(engine_numbers)}, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_exports_and_finds_what_it_imports(path):
    assert re.search("^export ", path.read_text("utf-8"), re.MULTILINE)
    for source in imported(path):
        assert source.is_file(), f"{name(path)} imports {source}"


def test_every_module_is_part_of_a_widget():
    assert set().union(*map(everything_imported, WIDGETS)) == set(MODULES)


SHARED = [path for path in MODULES if {"shared", "components"} <= {*path.parts} and path not in WIDGETS]


@pytest.mark.parametrize("path", SHARED, ids=name)
def test_what_is_shared_is_part_of_two_widgets(path):
    """The room's own law is that of tests/test_architecture.py; a module may serve two widgets by way of another one."""
    assert sum(path in everything_imported(widget) for widget in WIDGETS) >= 2


def test_parts_import_from_their_own_section_and_from_what_is_shared():
    for path in MODULES:
        for source in imported(path):
            is_shared = "shared" in source.parts and "components" not in path.parts
            assert source.parent == path.parent or is_shared, name(path)


@pytest.mark.parametrize("path", WIDGETS, ids=name)
def test_a_widget_is_one_module_for_the_browser(path, node, tmp_path):
    whole = tmp_path / "whole.mjs"
    whole.write_text(f"{bundled(path)}", "utf-8")
    load = f"const made = await import({json.dumps(whole.as_uri())}); if (typeof made.default !== 'function') process.exit(3)"
    done = subprocess.run([node, "--input-type=module", "--eval", load], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_javascript_or_style_stands_in_python():
    """Markup, styles and scripts of a widget lie in files of their own, where editors and linters see them."""
    speaks = re.compile(r"export default|=> \{|document\.|querySelector|addEventListener|\bconst \w+ =|function \(")
    for path in sorted((ROOT / "pages").rglob("*.py")):
        if path.stem != "javascript":
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not speaks.search(node.value), f"{name(path)}, line {node.lineno}"


def test_names_of_modules_are_given_once():
    places = defaultdict(list)
    for path in MODULES:
        places[path.name].append(name(path))
    assert {stem: where for stem, where in places.items() if len(where) > 1} == {}


@pytest.fixture
def modules(tmp_path):
    def write(**texts):
        for stem, text in texts.items():
            (tmp_path / f"{stem}.js").write_text(text, "utf-8")
        return tmp_path / f"{next(iter(texts))}.js"

    return write


def answer(node, script):
    """What the widget's function returns, in Node."""
    call = script + '\nimport("node:process").then(() => console.log(JSON.stringify(widget())))\n'
    call = call.replace("export default function ()", "function widget()")
    return json.loads(subprocess.run([node, "--eval", call], capture_output=True, text=True, check=True).stdout)


def test_modules_share_no_scope_and_are_run_once(modules, node):
    path = modules(
        widget='import { one } from "./one.js"\nimport {\n  other,\n  count,\n} from "./other.js"\n'
        "const hidden = 3\nexport default function () { return [one(), other, count(), hidden] }\n",
        one='import { count } from "./other.js"\nconst hidden = 1\nexport const one = () => count() + hidden\n',
        other="const hidden = 20\nlet calls = 0\nexport const other = hidden\n"
        "export function count() { return (calls += 1) }\n",
    )
    assert bundled(path).count("let calls = 0") == 1
    assert answer(node, bundled(path)) == [2, 20, 2, 3]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            {"a": 'import { b } from "./b.js"\n', "b": 'import { a } from "./a.js"\nexport const b = 1\n'},
            "a.js -> b.js -> a.js",
        ),
        ({"a": 'import { c } from "./b.js"\n', "b": "export const b = 1\n"}, "a.js can import b from b.js. Received: c"),
        ({"a": 'import * as b from "./b.js"\n', "b": "export const b = 1\n"}, "Received: import * as b"),
        ({"a": 'import { b } from "b"\n'}, "Received: import { b }"),
        ({"a": "const b = 1\nexport { b }\n"}, "Received: export { b }"),
        ({"a": 'import { b } from "./b.js"\n', "b": "export default function b() {}\n"}, "Received: export default"),
    ],
)
def test_what_is_not_understood_is_refused(modules, texts, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        bundled(modules(**texts))


def test_a_missing_file_is_named(modules):
    with pytest.raises(FileNotFoundError, match=re.escape("gone.js")):
        bundled(modules(a='import { b } from "./gone.js"\n'))
