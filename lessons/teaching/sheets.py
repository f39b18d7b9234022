"""The three sheets of a lesson: the teacher's plan, the worksheet, and its answer key.

A sheet is a list of pieces of Markdown, each of which is to stay together on a page where it can.
"""

import string

from lessons.teaching.lesson_on_paper import LessonOnPaper
from lessons.texts import counted, words
from lessons.texts.warm_ups import WarmUp

ROOM = 3 * "\n\n---"  # lines to write on: a style sheet sets them apart


def plan_sheet(paper: LessonOnPaper) -> list[str]:
    """What the lesson is for, and what to show, ask and say, with the minutes of each part."""
    minutes, question = paper.minutes, words(paper.lesson.slug, "question")
    aims = "\n".join(f"- {aim}" for aim in paper.objectives)
    rows = "\n".join(f"| {_cell(each.show)} | {_cell(each.ask)} | {_cell(each.say)} |" for each in paper.moments)
    begin = (
        f"Open the page “{paper.lesson.title}” on the wall, and ask: “{question}” Collect guesses, and judge none of them yet."
    )
    ask = "Hand out the worksheet, or put its questions on the wall by “Ask now”. This is what is behind each wrong answer."
    first, *others = [_behind(number, each) for number, each in enumerate(paper.questions, 1)]
    return [
        f"{_head(paper, 'Plan')}\n\n### By the end\n\n{aims}",
        f"### Begin · {minutes['begin']} min\n\n{begin}",
        f"### Try it together · {minutes['try']} min\n\n| Show | Ask before it happens | Say |\n| --- | --- | --- |\n{rows}\n\n"
        "Three dots stand for a number that the page fills in.",
        f"### Ask · {minutes['ask']} min\n\n{ask}\n\n{first}",
        *others,
        f"### End · {minutes['end']} min\n\n{words(paper.lesson.slug, 'summary')}",
    ]


def worksheet(paper: LessonOnPaper) -> list[str]:
    """The questions, with numbers from the seed and room to write. No answer is on it."""
    told = "Circle the right letter. Below the answers there is room to work it out, or to say why."
    asked = [_question(number, each) + ROOM for number, each in enumerate(paper.questions, 1)]
    return [f"{_head(paper, 'Worksheet')}\n\nName\n\n---\n\n{told}", *asked]


def answer_key(paper: LessonOnPaper) -> list[str]:
    """The right answer to each question, and why."""
    rows = "\n".join(
        f"| {number} | **{letter_of_right(each)}** | {_cell(each.question.right.text)} | {_cell(each.question.right.note)} |"
        for number, each in enumerate(paper.questions, 1)
    )
    return [_head(paper, "Answers"), f"| Question | Letter | Answer | Why |\n| --- | --- | --- | --- |\n{rows}"]


def letter_of_right(asked: WarmUp) -> str:
    """The letter of a question's right answer, as the worksheet and the wall have it."""
    texts = [choice.text for choice in asked.question.choices]
    return string.ascii_uppercase[texts.index(asked.question.right.text)]


def _head(paper: LessonOnPaper, kind: str) -> str:
    about = f"{kind} · {counted(paper.lesson.minutes, 'minute')} · numbers {paper.seed}"
    return f"## {paper.lesson.title}\n\n*{about}*"


def _question(number: int, asked: WarmUp) -> str:
    options = "\n".join(
        f"- **{letter}** {choice.text}" for letter, choice in zip(string.ascii_uppercase, asked.question.choices, strict=False)
    )
    prompt = asked.question.prompt
    told = f"**{number}.** {asked.given}\n\n**{prompt}**" if asked.given else f"**{number}. {prompt}**"
    return f"{told}\n\n{options}"


def _behind(number: int, asked: WarmUp) -> str:
    """A question, its right answer, and what is behind each wrong one."""
    texts = [choice.text for choice in asked.question.choices]
    wrong = "\n".join(
        f"- **{string.ascii_uppercase[texts.index(choice.text)]}** {choice.text}. {choice.note}"
        for choice in asked.question.choices
        if choice.text != asked.question.right.text
    )
    return f"**{number}. {asked.question.prompt}** ({letter_of_right(asked)}: {asked.question.right.text})\n\n{wrong}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
