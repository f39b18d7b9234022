"""The house of the design: which way imports point, which room a module belongs in, and what starts without TensorFlow."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from lessons.catalog import CATALOG, SECTIONS, lesson

ROOT = Path(__file__).parents[1]

# A room of lessons -> the rooms below it, which alone it may import.
_CORE = ("core",)
_NEAR = ("figures", "images", "work", *_CORE)
_NETS = ("nets", *_NEAR)
_DATA = ("data", *_NETS)
_TRAINING = ("training", *_DATA)
_TEXTS = ("texts", "progress", "takehome", "finding", "advice", "faces", *_TRAINING)
BELOW = {
    "core": (),
    "images": _CORE,
    "figures": ("images", *_CORE),
    "work": _CORE,
    "progress": (),
    "classroom": ("progress", "data", "figures", "images", "core"),
    "nets": _NEAR,
    "data": _NETS,
    "training": _DATA,
    "finding": _TRAINING,
    "takehome": _TRAINING,
    "advice": _TRAINING,
    "faces": _TRAINING,
    "texts": _TEXTS[1:],
    "teaching": ("classroom", *_TEXTS),
}
RENAMED = {"lessons.training.datasets": "lessons.data.datasets", "lessons.training.export": "lessons.takehome.export"}
"""Names that notebooks know, and where what they stand for lives now: these modules do nothing but import it."""


def sources(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in [ROOT / "app.py", *sources("pages", "lessons")]}
PAGES = {entry.page.removesuffix(".py").replace("/", "."): entry.section for entry in CATALOG}


@cache
def imports(name):
    """The modules that a module imports: of ours the module that a name is of, not its package."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {part if part in MODULES else node.module for part in parts}
    return frozenset(found)


def ours(name):
    return {module for module in imports(name) if module.split(".")[0] in ("app", "pages", "lessons")}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("lessons.")])
def test_rooms_of_lessons_import_what_is_below_them(name):
    if name in RENAMED:
        assert ours(name) == {RENAMED[name]}
        return
    room = name.split(".")[1]
    for module in ours(name) - {"lessons.catalog"}:
        assert module.split(".")[0] == "lessons", f"{name} imports {module}"
        assert module.split(".")[1] in (room, *BELOW.get(room, ())), f"{name} imports {module}"


def test_no_two_modules_of_lessons_need_each_other():
    """Within a room, too, arrows go one way: who follows imports never comes back."""

    def follow(name, path):
        assert name not in path, f"a circle: {' -> '.join([*path, name])}"
        if name not in done:
            for module in ours(name) & MODULES.keys():
                follow(module, [*path, name])
            done.add(name)

    done = set()
    for name in MODULES:
        follow(name, [])


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("pages.")])
def test_pages_import_the_subject_what_is_shared_and_their_own_parts(name):
    section = name.split(".")[1]
    allowed = ("lessons", "pages.shared") + (() if section == "shared" else (f"pages.{section}.parts",))
    for module in ours(name):
        assert any(f"{module}.".startswith(f"{room}.") for room in allowed), f"{name} imports {module}"


def test_the_front_door_knows_no_page():
    assert all(module.startswith(("lessons.catalog", "pages.shared.")) for module in ours("app"))


def sections_of_parts():
    """Module of pages -> the sections whose pages use it, by however many steps; the front door stands before all of them."""
    used = defaultdict(set)

    def follow(name, sections):
        if not sections <= used[name]:
            used[name] |= sections
            for module in ours(name) & MODULES.keys():
                follow(module, sections)

    for page, section in PAGES.items():
        follow(page, {section})
    follow("app", set(SECTIONS))
    return used


def test_what_is_shared_has_users_in_two_sections_and_a_part_in_one():
    used = sections_of_parts()
    for name, path in MODULES.items():
        if path.name == "__init__.py" or name in PAGES:
            continue
        if name.startswith("pages.shared."):
            assert len(used[name]) >= 2, f"{name} serves {used[name] or 'nobody'}: it belongs to the parts of that section"
        elif name.startswith("pages."):
            assert used[name] == {name.split(".")[1]}, f"{name} serves {used[name] or 'nobody'}"


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("lessons")])
def test_the_subject_does_not_know_streamlit(name):
    assert not any(module.split(".")[0] == "streamlit" for module in imports(name))


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("lessons.core")])
def test_the_core_needs_numpy_alone(name):
    assert {module.split(".")[0] for module in imports(name)} <= {"lessons", "numpy", *sys.stdlib_module_names}


def test_these_rooms_start_without_tensorflow():
    """One after the other in one process: the first that imports it is named."""
    rooms = ["core", "images", "figures", "texts", "work", "progress", "classroom", "teaching", "data"]
    modules = [module_name(path) for room in rooms for path in sources(f"lessons/{room}")]
    code = "import sys; from importlib import import_module; "
    code += f"print([name for name in {modules} if import_module(name) and 'tensorflow' in sys.modules][:1])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", [name for name in MODULES if "tensorflow" in imports(name)])
def test_keras_comes_before_tensorflow(name):
    """Of two threads one of which begins with Keras, and the other with TensorFlow, Python lets neither come to an end."""
    lines = MODULES[name].read_text("utf-8").splitlines()
    heavy = [line.split()[1] for line in lines if re.match(r"\s*(import|from) (keras|tensorflow)\b", line)]
    assert heavy[0].startswith("keras"), name


def test_no_script_lies_directly_in_pages():
    """A deep link as a fresh server's first request would run such a script without app.py."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_top_to_bottom_and_holds_no_arithmetic(name):
    """A page is controls, a call into `lessons`, a figure and words: what computes is imported, and nothing goes round."""
    heavy = {"cv2", "keras", "tensorflow", "scipy", "sklearn", "skimage", "PIL"}
    assert not heavy & {module.split(".")[0] for module in imports(name)}
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        assert not isinstance(node, ast.ClassDef | ast.While | ast.AsyncFunctionDef | ast.Global | ast.MatMult)


def test_the_catalog_names_what_is_there():
    assert len({entry.slug for entry in CATALOG}) == len(CATALOG)
    for entry in CATALOG:
        assert entry.section in SECTIONS
        assert Path(entry.page).stem == entry.slug
        assert (ROOT / entry.page).is_file()
        assert (ROOT / "lessons" / "texts" / f"{entry.slug}.md").is_file()
        assert lesson(entry.slug) is entry
    rooms = {"parts", "shared"}
    scripts = {
        name
        for name, path in MODULES.items()
        if name.startswith("pages.") and not rooms & {*path.parts} and "__" not in path.name
    }
    assert scripts == set(PAGES)


OF_A_LESSON = ("lessons.texts.questions.", "lessons.texts.steps.")  # named as the lesson is


def test_names_are_given_once():
    """No two modules have the same name, except that a lesson's page, text, questions and arithmetic share the lesson's."""
    seen = defaultdict(set)
    for name, path in MODULES.items():
        if (
            path.name != "__init__.py"
            and not name.startswith(("lessons.texts.questions.", "lessons.texts.steps."))
            and name not in {*PAGES, *RENAMED}
        ):
            seen[path.stem].add(name)
    assert {stem: names for stem, names in seen.items() if len(names) > 1} == {}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("lessons.")])
def test_public_functions_say_what_they_do_and_take(name):
    """Each has a docstring, and a type for every parameter and for what comes back."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for place in (tree, *classes):
        for node in place.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{name}.{node.name} has no docstring"
            if isinstance(node, ast.FunctionDef) and (not node.name.startswith("_") or node.name == "__init__"):
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
                bare = [argument.arg for argument in every if argument and not argument.annotation]
                assert set(bare) <= {"self", "cls"}, f"{name}.{node.name} does not say what {bare} are"
                assert node.returns or node.name == "__init__", f"{name}.{node.name} does not say what comes back"
