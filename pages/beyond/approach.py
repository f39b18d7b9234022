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
from lessons.advice.wish_path import Card, Fact, Plan, marked_picture, turned_picture, way_on, wish_path
from lessons.catalog import lesson
from lessons.progress.marks import sums_of
from lessons.texts import words
from lessons.texts.beyond_snippets import approach_code
from lessons.texts.questions.approach import approach_questions
from lessons.texts.scenarios import SCENARIOS, scenario
from lessons.texts.wishes import OWN, WISHES, asked_of, wish_of
from pages.beyond.parts.wish_clicks import wish_clicks
from pages.beyond.parts.wish_questions import QUESTIONS, as_a_card, picture_of, said, talk
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
WISH, AT, ASKED = "approach_wish", "approach_at", "approach_asked"  # what was pressed: a wish, a line, a fact
ANSWERED, GUESS = "approach_answered", "approach_guess"  # the facts that have an answer, and the last one that was guessed
LIT, LIT_BEFORE = "approach_lit", "approach_lit_before"  # the lines of the plan that are known, and were before the last answer
BEFORE = "approach_tasks"  # on the desk: the task that is shown, and the one before it
FIRST = WISHES["clinic"].task


def choice(place, label, table, name):
    """One fact of the task; its help says what each word means."""
    told = "; ".join(f"*{word}*: {meaning}" for word, meaning in table.items())
    first = list(table).index(getattr(FIRST, name))
    return place.selectbox(label, list(table), first, key=f"approach_{name}", help=told, bind="query-params")


def described(place):
    """The task that the learner describes: by the answers on the stage, or in exact figures."""
    place = place.popover("Exact figures", icon=":material/tune:", width="content")
    facts = {"answer": choice(place, "What should it say?", ANSWERS, "answer")}
    shown = {"value": FIRST.smallest, "key": "approach_per_class", "bind": "query-params"}
    smallest = place.select_slider("Pictures of the rarest class", COUNTS, **shown)
    shown = {"value": 100 * FIRST.rarest, "key": "approach_rarest", "bind": "query-params"}
    rarest = place.select_slider("Its share of all, in %", SHARES, **shown)
    facts["costly"] = choice(place, "What costs most?", COSTLY, "costly")
    facts["likeness"] = choice(place, "The pictures are", LIKENESS, "likeness")
    facts["place"] = choice(place, "It runs on", PLACES, "place")
    facts["turns"] = choice(place, "May it be turned?", TURNS, "turns")
    facts["groups"] = choice(place, "What belongs together?", GROUPS, "groups")
    return Task(smallest=smallest, rarest=rarest / 100, **facts)


def choose(name):
    """Take a wish: its facts, and the plan is open again."""
    if name not in (*WISHES, OWN):
        return
    task = given(name)
    st.session_state.update({_key(fact): _shown(fact, task) for fact in FACTS})
    st.session_state.update({WISH: name, AT: None, ASKED: None, ANSWERED: [], GUESS: None, LIT_BEFORE: None})


def look(part):
    """Look at a line of the plan."""
    if part in PARTS:
        st.session_state[AT] = part


def ask_about(fact):
    """Ask for a fact that is known already: what if it were different?"""
    if fact in QUESTIONS:
        st.session_state.update({ASKED: fact, GUESS: None})


def answer(told):
    """Take the answer to a question. What somebody is asked for the first time is a guess: they say how it is."""
    fact, _, place = told.partition(" ")
    if fact not in QUESTIONS or not place.isdecimal() or int(place) >= len(QUESTIONS[fact].values):
        return
    answered, wish = st.session_state.get(ANSWERED) or [], st.session_state.get(WISH)
    value = QUESTIONS[fact].values[int(place)]
    is_guess = wish in WISHES and fact in asked_of(WISHES[wish]) and fact not in answered
    if is_guess:
        st.session_state[ASKED] = None
    else:
        st.session_state[_key(fact)] = value
    if wish == OWN and not {*FACTS} <= {*answered}:
        desk().pop(BEFORE, None)  # nothing has changed yet: it is told for the first time
    st.session_state.update({GUESS: (fact, value) if is_guess else None, ANSWERED: sorted({*answered, fact})})
    st.session_state.update({AT: None, LIT_BEFORE: st.session_state.get(LIT) or []})


def given(wish):
    """The task that a wish begins with."""
    return WISHES[wish].task if wish in WISHES else Task()


def _key(fact):
    return {"smallest": "approach_per_class"}.get(fact, f"approach_{fact}")


def _shown(fact, task):
    """What the control of a fact has for it."""
    value = getattr(task, fact)
    return round(100 * value, 1) if fact == "rarest" else value


def facts_of(task, known, wish):
    """The facts that are known, in a few words, in the order in which they are asked for."""
    words = {fact: said(fact, _shown(fact, task)) for fact in QUESTIONS}
    words |= {"smallest": f"{task.smallest:,}", "rarest": f"{100 * task.rarest:.3g}% of all"}
    about = {fact: asked.about for fact, asked in QUESTIONS.items()} | ({"smallest": wish.rare} if wish else {})
    return [Fact(fact, about[fact], words[fact]) for fact in QUESTIONS if fact in known]


def known_facts(task, wish):
    """Those that were told or answered, or that stand otherwise than the wish began."""
    linked = st.query_params.get(ANSWERED, "").split()
    answered = st.session_state.setdefault(ANSWERED, sorted({*linked} & {*FACTS}))
    hold(ANSWERED, " ".join(answered))
    asked = asked_of(WISHES[wish]) if wish in WISHES else FACTS
    begun = given(wish)
    known = [fact for fact in FACTS if fact not in asked or fact in answered or getattr(task, fact) != getattr(begun, fact)]
    if len(known) == len(FACTS):
        st.session_state[ANSWERED] = sorted(FACTS)  # as a step has it that begins with a whole plan
    return known, [fact for fact in QUESTIONS if fact in asked]


def the_path(task, rules, earlier):
    """The stage: a wish, one question about it, the facts so far, and the plan as far as they decide it."""
    chosen = st.session_state[WISH]
    known, asked = known_facts(task, chosen)
    lit = st.session_state[LIT] = settled(task, known)
    before = st.session_state[LIT_BEFORE] = first_lit(lit)
    new = [part for part in lit if part not in before]
    changed = {part: rule.choice for part, rule in earlier.items() if part in before}
    at = st.session_state.setdefault(AT, None) or next(iter([*changed, *new]), None)
    wish = WISHES.get(chosen)
    cards = [Card(name, each.title, each.wish, picture_of(name)) for name, each in WISHES.items()]
    cards.append(Card(OWN, "Your own wish", "What do you want to know?", as_a_card(current_picture().pixels)))
    pixels = next(card.picture for card in cards if card.name == chosen)
    caption = wish.stands if wish else "Your picture, from the bar above."
    if at == "augmentation":
        shown = turned_picture(pixels, task.turns, caption)
    else:
        box = wish.box if wish else (0.2, 0.15, 0.8, 0.9)
        shown = marked_picture(pixels, task.answer if "answer" in known else None, box, caption)
    what_if, guess = st.session_state.setdefault(ASKED, None), st.session_state.setdefault(GUESS, None)
    told, following = talk(wish, task, known, asked, what_if, guess)
    if wish and following is None:
        told += way_on(cards[list(WISHES).index(chosen) + 1])
    is_told = wish and lit and not st.session_state[ANSWERED]
    plan = Plan(rules, lit, at, new, changed, f"from what {wish.who[0].lower()}{wish.who[1:]} said" if is_told else "")
    decided = deciding(task, at) if at else ()
    st.html(wish_path(cards, chosen, shown, told, facts_of(task, known, wish), plan, decided, following)[0])
    wish_clicks(key="approach_clicks", takes={"wish": choose, "part": look, "ask": ask_about, "fact": answer})
    return chosen, lit


def first_lit(lit):
    """The lines that were known before: a whole plan that is begun with is nothing new."""
    before = st.session_state.get(LIT_BEFORE)
    if before is None:
        return lit if len(lit) == len(PARTS) else []
    return before


def hold(key, text):
    """Have something stand in the address, so that it is the same after a reload."""
    if text and text != st.query_params.get(key):
        st.query_params[key] = text
    elif not text and key in st.query_params:
        del st.query_params[key]
    note_bound({key: text})


def with_the_one_before(task):
    """The rules of a task, and those of the task before it where they decided in another way."""
    linked = st.query_params.get(WISH)
    wish = st.session_state.setdefault(WISH, linked if linked in WISHES else wish_of(task))
    hold(WISH, "" if wish == OWN else wish)  # it is the same wish after a reload, also with a fact that was changed
    (now, before), about = desk().get(BEFORE, ((task, task), wish))
    if about != wish or st.session_state.get(LIT_BEFORE) is None:
        now = before = task  # it begins anew: nothing has changed
    elif now != task:
        now, before = task, now
    desk()[BEFORE] = (now, before), wish
    rules, earlier = recommend(now), recommend(before)
    return rules, {part: rule for part, rule in earlier.items() if rules[part] != rule}


@st.fragment
def laboratory():
    stage, to_try = st.container(key="approach_stage"), st.container()
    task = described(st.container(key="approach_exact"))
    rules, earlier = with_the_one_before(task)
    with stage:
        wish, lit = the_path(task, rules, earlier)
    with to_try:
        steps("approach", {"task": task, "rules": rules, "wish": wish, "lit": lit, "answered": st.session_state[ANSWERED]})
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
