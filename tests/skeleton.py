"""What every lesson is made of, and what a lesson lacks. A new part of the skeleton is a new row of SKELETON."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _question(lesson):
    """What the frame writes over the page, and the words that open it."""
    return lesson.has("question") and lesson.says("opening")


def _numbers(lesson):
    """Numbers from the engine, filled into the words."""
    return any(call.keywords for call in lesson.calls("words"))


def _code(lesson):
    return any(lesson.is_keyed(call) for call in lesson.calls("code_panel"))


def _quiz(lesson):
    return any(lesson.is_keyed(call) for call in lesson.calls("quiz"))


def _questions(lesson):
    """The questions of the quiz, in a file of their own that the page uses."""
    module = f"lessons.texts.questions.{lesson.slug}"
    return (lesson.root / module.replace(".", "/")).with_suffix(".py").is_file() and module in lesson.imports


def _summary(lesson):
    return lesson.says("summary")


def _text_twin(lesson):
    """Whoever can't see a picture or a chart reads what it shows: each has an alternative text."""
    shown = [
        call
        for name in ("image", "light_picture", "light_bytes", "live_picture", "plotly_chart")
        for call in lesson.calls(name)
    ]
    return all(any(keyword.arg == "alt" for keyword in call.keywords) for call in shown)


SKELETON = {
    "question": _question,
    "numbers": _numbers,
    "code": _code,
    "quiz": _quiz,
    "questions": _questions,
    "summary": _summary,
    "text twin": _text_twin,
}


class LessonSource:
    """A lesson as its files tell of it: its page, the parts of its section that the page uses, and its text."""

    def __init__(self, entry, root=ROOT):
        self.slug, self.root = entry.slug, Path(root)
        self._text = self.root / "lessons" / "texts" / f"{entry.slug}.md"
        self._trees, self.imports = [], set()
        self._read(self.root / entry.page, f"pages.{entry.section}.parts.")

    def _read(self, path, parts):
        tree = ast.parse(path.read_text("utf-8"))
        self._trees.append(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module not in self.imports:
                self.imports.add(node.module)
                if node.module.startswith(parts):
                    self._read((self.root / node.module.replace(".", "/")).with_suffix(".py"), parts)

    def calls(self, name):
        """All calls of a function or method of that name, in the page and in its parts."""
        nodes = (node for tree in self._trees for node in ast.walk(tree) if isinstance(node, ast.Call))
        return [node for node in nodes if getattr(node.func, "attr", getattr(node.func, "id", None)) == name]

    def is_keyed(self, call):
        """Whether a call carries the lesson's own key."""
        keys = [keyword.value for keyword in call.keywords if keyword.arg == "key"]
        return any(isinstance(key, ast.Constant) and key.value == self.slug for key in keys)

    def has(self, part):
        """Whether its text has that part."""
        return f"\n## {part}\n" in self._text.read_text("utf-8")

    def says(self, part):
        """Whether the page shows that part of its text, and the text has it."""
        shown = ([getattr(argument, "value", None) for argument in call.args[:2]] for call in self.calls("words"))
        return [self.slug, part] in shown and self.has(part)


def lacking(entry, root=ROOT):
    """The parts of the skeleton that a lesson of the catalog does not have, by name."""
    source = LessonSource(entry, root)
    return [name for name, is_there in SKELETON.items() if not is_there(source)]
