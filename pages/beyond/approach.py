"""Which approach for which task? Wishes whose facts decide, reasons for it, and the end of the course."""

from pathlib import Path

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
from lessons.advice.deciding import FACTS, deciding, settled
from lessons.advice.wish_path import Card, Fact, marked_picture, turned_picture, wish_path
from lessons.catalog import lesson
from lessons.progress.marks import sums_of
from lessons.texts import words
from lessons.texts.beyond_snippets import approach_code
from lessons.texts.questions.approach import approach_questions
from lessons.texts.scenarios import SCENARIOS, scenario
from lessons.texts.wishes import OWN, WISHES, wish_of
from pages.beyond.parts.wish_clicks import wish_clicks
from pages.beyond.parts.wish_questions import QUESTIONS, as_a_card, ask, picture_of, said
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections
from pages.shared.lesson.steps import steps
from pages.shared.session.controls import note_bound
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import progress
from pages.shared.session.state import current_picture

COUNTS = [10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000]
SIDE_BY_SIDE = ("training", "loss", "figure")
SHARES = [0.1, 0.3, 1.0, 3.0, 10.0, 20.0, 30.0, 50.0]
WISH, LIT, AT = "approach_wish", "approach_lit", "approach_at"  # what was pressed on the stage
ASKED, ANSWERED = "approach_asked", "approach_answered"  # the question that is open, and the facts that have an answer
BEFORE = "approach_tasks"  # on the desk: the task that is shown, and the one before it


def choice(place, label, table, name):
    """One fact of the task; its help says what each word means."""
    told = "; ".join(f"*{word}*: {meaning}" for word, meaning in table.items())
    return place.selectbox(label, list(table), key=f"approach_{name}", help=told, bind="query-params")


def described(place):
    """The task that the learner describes: by the pictures on the stage, or in exact figures."""
    place = place.popover("Exact figures", icon=":material/tune:", width="content")
    facts = {"answer": choice(place, "What should it say?", ANSWERS, "answer")}
    smallest = place.select_slider("Pictures of the rarest class", COUNTS, 100, key="approach_per_class", bind="query-params")
    rarest = place.select_slider("Its share of all, in %", SHARES, 30.0, key="approach_rarest", bind="query-params")
    facts["costly"] = choice(place, "What costs most?", COSTLY, "costly")
    facts["likeness"] = choice(place, "The pictures are", LIKENESS, "likeness")
    facts["place"] = choice(place, "It runs on", PLACES, "place")
    facts["turns"] = choice(place, "May it be turned?", TURNS, "turns")
    facts["groups"] = choice(place, "What belongs together?", GROUPS, "groups")
    return Task(smallest=smallest, rarest=rarest / 100, **facts)


def choose(name):
    """Take a wish: its facts, and the plan is open again. The learner's own begins with the first question."""
    if name not in (*WISHES, OWN):
        return
    task = WISHES[name].task if name in WISHES else Task()
    st.session_state.update({_key(fact): _shown(fact, task) for fact in FACTS})
    st.session_state.update({WISH: name, LIT: [], AT: None, ASKED: None if name in WISHES else "answer", ANSWERED: []})


def look(part):
    """Look at a line of the plan, which is filled in from then on."""
    if part in PARTS:
        lit = st.session_state.get(LIT) or []
        st.session_state.update({AT: part, LIT: [*lit, *([part] if part not in lit else [])]})


def ask_about(fact):
    """Ask for one fact."""
    if fact in QUESTIONS:
        st.session_state.update({ASKED: fact, AT: None})


def answer(told):
    """Take the answer to a question; then the next one is asked that has no answer yet."""
    fact, _, place = told.partition(" ")
    if fact not in QUESTIONS or not place.isdecimal() or int(place) >= len(QUESTIONS[fact].values):
        return
    answered = {*(st.session_state.get(ANSWERED) or []), fact}
    is_own = st.session_state.get(WISH) == OWN
    following = open_question(answered) if is_own else fact
    st.session_state.update({_key(fact): QUESTIONS[fact].values[int(place)], ANSWERED: sorted(answered)})
    st.session_state.update({ASKED: following, AT: None})


def open_question(answered):
    """The first fact that has no answer yet; None once all have one."""
    return next((fact for fact in QUESTIONS if fact not in answered), None)


def _key(fact):
    return {"smallest": "approach_per_class"}.get(fact, f"approach_{fact}")


def _shown(fact, task):
    """What the control of a fact has for it."""
    value = getattr(task, fact)
    return round(100 * value, 1) if fact == "rarest" else value


def facts_of(task, answered):
    """The facts in a few words, in the order in which they are asked for; a question mark where one is not known yet."""
    known = {fact: said(fact, _shown(fact, task)) for fact in QUESTIONS}
    known |= {"smallest": f"{task.smallest:,}", "rarest": f"{100 * task.rarest:.3g}% of all"}
    return [Fact(fact, asked.about, known[fact] if fact in answered else "?") for fact, asked in QUESTIONS.items()]


def answered_facts(task, wish):
    """Those that are known: all of somebody's wish; of one's own those that were answered, or changed."""
    if wish != OWN:
        return list(FACTS)
    return [
        fact for fact in FACTS if fact in (st.session_state.get(ANSWERED) or []) or getattr(task, fact) != getattr(Task(), fact)
    ]


def the_path(task, rules, changed):
    """The stage: the wishes, one question about the one that is chosen, its facts, and the plan as far as they decide it."""
    chosen = st.session_state[WISH]
    answered = answered_facts(task, chosen)
    lit = st.session_state.setdefault(LIT, [])
    shown_before = list(lit)
    seen = settled(task, answered) if chosen == OWN else changed
    lit += [part for part in seen if part not in lit]
    at = st.session_state.setdefault(AT, None)
    asked = st.session_state.setdefault(ASKED, open_question(answered) if chosen == OWN else None)  # after a reload, too
    own = current_picture()
    cards = [Card(name, wish.title, wish.wish, picture_of(name)) for name, wish in WISHES.items()]
    cards.append(Card(OWN, "Your own wish", "What do you want to know?", as_a_card(own.pixels)))
    wish = WISHES.get(chosen)
    box, caption = (wish.box, wish.stands) if wish else ((0.2, 0.15, 0.8, 0.9), "Your picture, from the bar above.")
    pixels = next(card.picture for card in cards if card.name == chosen)
    if at == "augmentation":
        shown = turned_picture(pixels, task.turns, caption)
    elif at or not asked:
        shown = marked_picture(pixels, task.answer, box, caption)
        shown += "" if at else f'<p class="why">{words("approach", "wish" if wish else "ready")}</p>'
    else:
        shown = ask(asked, _shown(asked, task) if asked in answered else None, pixels, box)
    changed = [part for part in changed if chosen != OWN or part in shown_before]
    decided = deciding(task, at) if at else ()
    asked = None if at else asked
    st.html(wish_path(cards, chosen, shown, facts_of(task, answered), rules, lit, at, decided, changed, asked)[0])
    wish_clicks(key="approach_clicks", takes={"wish": choose, "part": look, "ask": ask_about, "fact": answer})
    return chosen, lit, at


def with_the_one_before(task):
    """The rules of a task, and the parts that were decided in another way for the task that was described before it."""
    linked = st.query_params.get(WISH)
    wish = st.session_state.setdefault(WISH, linked if linked in WISHES else wish_of(task))
    told = "" if wish == OWN else wish  # it is the same wish after a reload, also with a fact that was changed
    if told and told != linked:
        st.query_params[WISH] = told
    elif linked and not told:
        del st.query_params[WISH]
    note_bound({WISH: told})
    (now, before), about = desk().get(BEFORE, ((task, task), wish))
    if about != wish:
        now = before = task
    elif now != task:
        now, before = task, now
    desk()[BEFORE] = (now, before), wish
    rules, earlier = recommend(now), recommend(before)
    return rules, [part for part in PARTS if rules[part] != earlier[part]]


@st.fragment
def laboratory():
    stage, to_try = st.container(key="approach_stage"), st.container()
    task = described(st.container(key="approach_exact"))
    rules, changed = with_the_one_before(task)
    with stage:
        wish, lit, at = the_path(task, rules, changed)
    with to_try:
        steps("approach", {"task": task, "rules": rules, "wish": wish, "lit": lit, "at": at})
    if "own" in progress().of("approach").steps:
        the_end()
    sections(
        "approach",
        {
            "What you saw": lambda: what_you_saw(rules),
            "By hand": lambda: st.markdown(words("approach", "why_figure", rarest=task.rarest, **never_said(task.rarest))),
            "How much to freeze": lambda: grid(task),
            "Five fields": five_fields,
            "In code": lambda: code_panel(approach_code(task), recommend, key="approach"),
            "Check yourself": check,
            "Summary": summary,
        },
    )


def summary():
    st.markdown(words("approach", "summary"))
    if "own" not in progress().of("approach").steps:
        the_end()


def the_end():
    """What came of the course so far, and what to build; at its end also what a learner can do by now."""
    done = sums_of(progress())
    done |= {"begun": done["tried"] + done["answered"], "trained": sum(each.trained for each in progress().lessons.values())}
    with st.container(key="approach_end", border=True, gap="small"):
        is_end = done["begun"] == done["lessons"]
        st.markdown(words("approach", "end" if is_end else "plan_made"))
        parts = {part: links for part, links in _END.items() if is_end or part != "end_can"}
        for column, (part, links) in zip(st.columns(len(parts), gap="large"), parts.items(), strict=True):
            with column:
                st.markdown(words("approach", part, **done))
                if part == "end_did" and done["trained"]:
                    st.markdown(words("approach", "end_trained", **done))
                if part == "end_did" and done["asked"]:
                    st.markdown(words("approach", "end_right", **done))
                for slug, label in links.items():
                    st.page_link(lesson(slug).page, label=label, icon=lesson(slug).icon, width="content")


_END = {
    "end_can": {"network": "Look at the first neuron again"},
    "end_did": {"results": "My results", "take_home": "Take it home"},
    "end_build": {"collect": "Bring pictures", "fine_tune": "Train on them", "yolo": "Find things with a camera"},
}


def what_you_saw(rules):
    reasons = [
        f"- {heading}: **{rules[part].choice}** ({rules[part].case}). {rules[part].reason}" for part, heading in PARTS.items()
    ]
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
        field = {"Field": f"**{some.title}**", "Pictures of the rarest class": f"{some.task.smallest:,}"}
        rows.append(field | {PARTS[part]: rules[part].choice for part in SIDE_BY_SIDE})
    st.table(rows, hide_index=True)


def seed_of_stories():
    told = "The numbers of the stories are drawn by chance. Another number here draws others."
    return st.number_input("Stories number", 0, 9999, 0, key="approach_seed", help=told, bind="query-params", width=190)


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
st.html(Path(__file__).with_suffix(".css"))
