"""The widgets' JavaScript: modules that find each other, tested by Node's own test runner."""

import ast
import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from pages.shared.components.javascript import script
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
def test_a_widget_and_all_that_it_imports_can_be_loaded(path, node):
    load = f"const made = await import({json.dumps(path.as_uri())}); if (typeof made.default !== 'function') process.exit(3)"
    done = subprocess.run([node, "--input-type=module", "--eval", load], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_module_needs_itself_in_the_end():
    def visit(path, importers):
        assert path not in importers, " -> ".join(map(name, (*importers, path)))
        for source in imported(path):
            visit(source, (*importers, path))

    for path in WIDGETS:
        visit(path, ())


def test_only_a_module_below_pages_is_a_widget():
    with pytest.raises(ValueError, match="below pages"):
        script(ROOT / "pages/layers/parts/gone.js")


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
