"""Which approach for which task? A chooser that gives its reasons, and scenarios to decide."""

import streamlit as st

from lessons.advice.approach import (
    AMOUNTS,
    ANSWERS,
    COSTLY,
    FEW,
    GROUPS,
    LIKENESS,
    MANY,
    PARTS,
    PLACES,
    TURNS,
    Task,
    never_said,
    recommend,
)
from lessons.texts import words
from lessons.texts.beyond_snippets import approach_code
from lessons.texts.questions.approach import approach_questions
from lessons.texts.scenarios import SCENARIOS, scenario
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session.desk import desk

COUNTS = [10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000]
SIDE_BY_SIDE = ("training", "loss", "figure")
SHARES = [0.1, 0.3, 1.0, 3.0, 10.0, 20.0, 30.0, 50.0]
BEFORE = "approach_tasks"  # on the desk: the task that is shown, and the one before it


def choice(place, label, table, name):
    """One fact of the task; its help says what each word means."""
    told = "; ".join(f"*{word}*: {meaning}" for word, meaning in table.items())
    return place.selectbox(label, list(table), key=f"approach_{name}", help=told, bind="query-params", width=190)


def described():
    """The task that the learner describes."""
    first, second, third, fourth, more = stage_controls(4)
    facts = {"answer": choice(first, "What shall it say?", ANSWERS, "answer")}
    smallest = second.select_slider(
        "Pictures of the rarest class", COUNTS, 100, key="approach_per_class", bind="query-params", width=220
    )
    rarest = third.select_slider("Its share of all, in %", SHARES, 30.0, key="approach_rarest", bind="query-params", width=200)
    facts["costly"] = choice(fourth, "What costs most?", COSTLY, "costly")
    facts["likeness"] = choice(more, "The pictures are", LIKENESS, "likeness")
    facts["place"] = choice(more, "It runs on", PLACES, "place")
    facts["turns"] = choice(more, "May it be turned?", TURNS, "turns")
    facts["groups"] = choice(more, "What belongs together?", GROUPS, "groups")
    return Task(smallest=smallest, rarest=rarest / 100, **facts)


def show_advice(rules, before):
    """What follows from the facts, a card for each decision; those that are not as they were before say so."""
    for start in range(0, len(PARTS), 3):
        for column, part in zip(st.columns(3, gap="medium"), list(PARTS)[start : start + 3], strict=False):
            with column.container(border=True, height=128, gap=None):
                st.markdown(f":small[{PARTS[part]}] {':green-badge[changed]' if rules[part] != before[part] else ''}")
                st.markdown(f"**{rules[part].choice}**")


def with_the_one_before(task):
    """The rules of a task, and those of the task that was described before it."""
    now, before = desk().get(BEFORE, (task, task))
    if now != task:
        now, before = task, now
    desk()[BEFORE] = now, before
    return recommend(now), recommend(before)


@st.fragment
def laboratory():
    shown = st.container(key="stage_row")
    task = described()
    rules, before = with_the_one_before(task)
    with shown:
        show_advice(rules, before)
    steps("approach", {"task": task, "rules": rules})
    sections(
        "approach",
        {
            "What you saw": lambda: what_you_saw(rules),
            "By hand": lambda: st.markdown(words("approach", "why_figure", rarest=task.rarest, **never_said(task.rarest))),
            "How much to freeze": lambda: grid(task),
            "Five fields": five_fields,
            "In code": lambda: code_panel(approach_code(task), recommend, key="approach"),
            "Check yourself": check,
            "Summary": lambda: st.markdown(words("approach", "summary")),
        },
    )


def what_you_saw(rules):
    reasons = [f"- **{heading}** ({rules[part].case}): {rules[part].reason}" for part, heading in PARTS.items()]
    st.markdown("\n".join([words("approach", "opening"), "", *reasons]))


def grid(task):
    """Few or many, like ImageNet's photos or of another kind: the cases of transfer learning, with the task's own in bold."""
    st.markdown(words("approach", "grid"))
    own = recommend(task)["training"].choice
    lines = ["| pictures of the rarest class | like ImageNet's photos | of another kind |", "| --- | --- | --- |"]
    for amount, count in (("few", 1), ("some", FEW), ("many", MANY)):
        choices = [recommend(Task(smallest=count, likeness=likeness))["training"].choice for likeness in LIKENESS]
        cells = [f"**→ {choice}**" if choice == own else choice for choice in choices]
        lines.append(f"| **{amount}**: {AMOUNTS[amount]} | {cells[0]} | {cells[1]} |")
    st.markdown("\n".join(lines))
    st.markdown(words("approach", "place", smallest=task.smallest, amount=task.amount, likeness=task.likeness))


def five_fields():
    st.markdown(words("approach", "fields"))
    rows = []
    seed = seed_of_stories()
    for some in (scenario(name, seed) for name in SCENARIOS):
        rules = recommend(some.task)
        rows.append({"Field": f"**{some.title}**"} | {PARTS[part]: rules[part].choice for part in SIDE_BY_SIDE})
    st.table(rows, hide_index=True)


def seed_of_stories():
    return st.number_input("Seed of the stories", 0, 9999, 0, key="approach_seed", bind="query-params", width=190)


def check():
    """A story, and the questions about it."""
    st.markdown(words("approach", "scenarios"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        field = st.pills(
            "Field", list(SCENARIOS), default=SCENARIOS[0], required=True, key="approach_field", bind="query-params"
        )
        seed = seed_of_stories()
    told = scenario(field, seed)
    st.info(told.story, icon=":material/description:")
    quiz(approach_questions(told), key="approach")


laboratory()
