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
from pages.shared.lesson.wrapping_row import wrapping_row

COUNTS = [10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000]
SIDE_BY_SIDE = ("training", "loss", "figure")
SHARES = [0.1, 0.3, 1.0, 3.0, 10.0, 20.0, 30.0, 50.0]


def choice(place, label, table, name):
    """One fact of the task, and below it what the chosen word means."""
    chosen = place.selectbox(label, list(table), key=f"approach_{name}", bind="query-params")
    place.caption(table[chosen])
    return chosen


def described():
    """The task that the learner describes."""
    first, second, third = wrapping_row(3)
    facts = {
        "answer": choice(first, "What shall it say?", ANSWERS, "answer"),
        "likeness": choice(second, "The pictures are", LIKENESS, "likeness"),
        "place": choice(third, "It runs on", PLACES, "place"),
    }
    smallest = first.select_slider("Pictures of the rarest class", COUNTS, 100, key="approach_per_class", bind="query-params")
    rarest = second.select_slider("Its share of all, in %", SHARES, 30.0, key="approach_rarest", bind="query-params")
    facts["costly"] = choice(third, "What costs most?", COSTLY, "costly")
    facts["turns"] = choice(first, "May it be turned?", TURNS, "turns")
    facts["groups"] = choice(second, "What belongs together?", GROUPS, "groups")
    return Task(smallest=smallest, rarest=rarest / 100, **facts)


def advice(task):
    """What follows from the facts, a card for each decision."""
    rules = recommend(task)
    for start in range(0, len(PARTS), 3):
        for column, part in zip(st.columns(3, gap="medium"), list(PARTS)[start : start + 3], strict=False):
            with column.container(border=True, height="stretch"):
                st.caption(PARTS[part])
                st.markdown(f"**{rules[part].choice}**")
                st.markdown(f"{rules[part].reason} *Because: {rules[part].case}.*")


def grid(task):
    """Few or many, like ImageNet's photos or of another kind: the cases of transfer learning, with the task's own in bold."""
    st.header("How much to freeze")
    st.markdown(words("approach", "grid"))
    own = recommend(task)["training"].choice
    lines = ["| pictures of the rarest class | like ImageNet's photos | of another kind |", "| --- | --- | --- |"]
    for amount, count in (("few", 1), ("some", FEW), ("many", MANY)):
        choices = [recommend(Task(smallest=count, likeness=likeness))["training"].choice for likeness in LIKENESS]
        cells = [f"**→ {choice}**" if choice == own else choice for choice in choices]
        lines.append(f"| **{amount}**: {AMOUNTS[amount]} | {cells[0]} | {cells[1]} |")
    st.markdown("\n".join(lines))
    st.markdown(words("approach", "place", smallest=task.smallest, amount=task.amount, likeness=task.likeness))


@st.fragment
def chooser():
    st.header("Describe a task")
    st.markdown(words("approach", "chooser"))
    task = described()
    advice(task)
    grid(task)
    st.header("By hand: why the figure matters")
    st.markdown(words("approach", "why_figure", rarest=task.rarest, **never_said(task.rarest)))
    st.header("The same in code")
    code_panel(approach_code(task), recommend, key="approach")


@st.fragment
def scenarios():
    st.header("Decide yourself")
    st.markdown(words("approach", "scenarios"))
    first, second = st.columns([4, 1], gap="large", vertical_alignment="bottom")
    field = first.pills(
        "Field", list(SCENARIOS), default=SCENARIOS[0], required=True, key="approach_field", bind="query-params"
    )
    seed = second.number_input("Seed", 0, 9999, 0, key="approach_seed", bind="query-params")
    told = scenario(field, seed)
    st.info(told.story, icon=":material/description:")
    st.subheader("Check yourself")
    quiz(approach_questions(told), key="approach")
    st.header("Five fields, side by side")
    st.markdown(words("approach", "fields"))
    tasks = [scenario(name, seed) for name in SCENARIOS]
    rows = []
    for some in tasks:
        rules = recommend(some.task)
        rows.append({"Field": f"**{some.title}**"} | {PARTS[part]: rules[part].choice for part in SIDE_BY_SIDE})
    st.table(rows, hide_index=True)


st.markdown(words("approach", "opening"))
chooser()
scenarios()
st.header("Summary")
st.markdown(words("approach", "summary"))
