"""The house of the design: which way imports point, where files lie, and what starts without TensorFlow."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.catalog import CATALOG, SECTIONS, lesson

ROOT = Path(__file__).parents[1]

# Who may import what: a module's group -> the groups of ours that it may import.
ALLOWED = {
    "app": {"pages.widgets", "lessons.catalog"},
    "pages": {"pages.widgets", "lessons"},
    "pages.widgets": {"pages.widgets", "lessons"},
    "lessons": {"lessons"},
    "lessons.core": {"lessons.core"},
    "lessons.images": {"lessons.images", "lessons.core"},
    "lessons.figures": {"lessons.figures", "lessons.images", "lessons.core"},
    "lessons.nets": {"lessons.nets", "lessons.images", "lessons.core"},
    "lessons.training": {"lessons.training", "lessons.nets", "lessons.figures", "lessons.images", "lessons.core"},
    "lessons.texts": {"lessons.texts", "lessons.training", "lessons.core"},
}


def sources(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_name(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module


@pytest.mark.parametrize("path", [ROOT / "app.py", *sources("pages", "lessons")], ids=module_name)
def test_imports_point_one_way(path):
    group = max((group for group in ALLOWED if f"{module_name(path)}.".startswith(f"{group}.")), key=len)
    for module in imported_modules(path):
        if module.split(".")[0] in ("pages", "lessons", "app"):
            assert any(f"{module}.".startswith(f"{allowed}.") for allowed in ALLOWED[group]), f"{path.name} imports {module}"


@pytest.mark.parametrize("path", sources("lessons"), ids=module_name)
def test_the_subject_does_not_know_streamlit(path):
    assert not any(module.split(".")[0] == "streamlit" for module in imported_modules(path))


@pytest.mark.parametrize("path", sources("lessons/core"), ids=module_name)
def test_the_core_needs_numpy_alone(path):
    others = {module.split(".")[0] for module in imported_modules(path)} - {"lessons"}
    assert others <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.parametrize("folder", ["core", "images", "figures", "texts"])
def test_these_parts_start_without_tensorflow(folder):
    modules = [module_name(path) for path in sources(f"lessons/{folder}")]
    code = f"import sys, importlib; [importlib.import_module(m) for m in {modules}]; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_no_script_lies_directly_in_pages():
    """A deep link as a fresh server's first request would run such a script without app.py."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_every_page_is_a_thin_script():
    for entry in CATALOG:
        lines = (ROOT / entry.page).read_text("utf-8").splitlines()
        assert len(lines) <= 130, f"{entry.page} has {len(lines)} lines"


def test_the_catalog_names_what_is_there():
    assert len({entry.slug for entry in CATALOG}) == len(CATALOG)
    for entry in CATALOG:
        assert entry.section in SECTIONS
        assert Path(entry.page).stem == entry.slug
        assert (ROOT / entry.page).is_file()
        assert (ROOT / "lessons" / "texts" / f"{entry.slug}.md").is_file()
        assert lesson(entry.slug) is entry
    listed = {ROOT / entry.page for entry in CATALOG}
    scripts = {path for path in sources("pages") if path.parent.name != "widgets" and path.name != "__init__.py"}
    assert scripts == listed


@pytest.mark.parametrize("path", sources("lessons"), ids=module_name)
def test_public_functions_say_what_they_do(path):
    module = importlib.import_module(module_name(path))
    for name, value in vars(module).items():
        if not name.startswith("_") and callable(value) and getattr(value, "__module__", None) == module.__name__:
            assert value.__doc__, f"{module.__name__}.{name} has no docstring"
