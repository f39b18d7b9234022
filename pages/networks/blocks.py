"""Building blocks: what the parts of deep networks do to maps and cost, and what shortcuts are worth in twenty layers."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.core import blocks as engine
from lessons.figures.block_boxes import block_boxes
from lessons.figures.block_maps import cost_bars, in_a_row, map_tiles, number_card, picture_strip, picture_tile, told_cost
from lessons.figures.famous_chart import famous_chart
from lessons.figures.race_figure import race_curves, share_text, slope_bars
from lessons.images.resizing import square
from lessons.texts import words
from lessons.texts.network_snippets import block_code, has_layer, shortcut_code
from lessons.texts.questions.blocks import block_questions
from lessons.training.finished_runs import finished_depth_race
from lessons.training.race_settings import LAYERS, NETWORKS, RaceSettings
from pages.networks.parts import block_caches
from pages.networks.parts.number_at_ring import cells_at_ring, number_story, products_of, ringed_cell
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import training_caches
from pages.shared.session.job_panel import REFRESH, is_training, start_job, watch_job
from pages.shared.session.state import current_job, current_picture, epochs_of, latest_result

RACE = "20 layers"
KINDS = [RACE, engine.SHORTCUT, *(block for block in engine.BLOCKS if block != engine.SHORTCUT)]
MODES = ["learning", "in use"]
COUNTS = [8, 32, 128, 512]
DATA = "drawings"
CONVOLUTIONS = LAYERS - 1
CHANGING = (engine.NORM, engine.DROPOUT)  # blocks that do something else once the network is in use
COMPARED = tuple(block for block in engine.BLOCKS if block not in CHANGING)  # with what a plain convolution costs
HALF_WAY = {engine.SEPARABLE: "each by its own", engine.SHORTCUT: "what they made"}
WITH, WITHOUT = "two convolutions and a shortcut", "two convolutions alone"
PICTURE = 92  # pixels of the learner's picture
RUNS = "blocks_runs"  # how often the learner has started the race


def controls():
    """What stands below the stage: (kind of block, whether it learns, maps, settings of the race, whether to train)."""
    button, first, second, third, more = stage_controls(4)
    kind = first.segmented_control("Block", KINDS, default=KINDS[0], required=True, key="blocks_kind", bind="query-params")
    is_busy, has_run = is_training("blocks"), st.session_state.get(RUNS, 0) > 0
    only_where(kind == RACE, button, "blocks_race").button(
        "Once more" if has_run else "Start the race", type="primary", key="blocks_race", on_click=start_race, disabled=is_busy
    )
    mode = only_where(kind in CHANGING, second, "blocks_mode").segmented_control(
        "The network is", MODES, default=MODES[0], required=True, key="blocks_mode", bind="query-params"
    )
    count = only_where(kind in COMPARED, third, "blocks_maps").segmented_control(
        "Maps", COUNTS, default=COUNTS[0], required=True, key="blocks_maps", bind="query-params"
    )
    with more:
        st.markdown(words("blocks", "train_it"))
        norm = st.toggle("With batch norm", key="blocks_norm", bind="query-params")
        epochs = st.slider("Epochs", 4, 24, 12, key="blocks_epochs", bind="query-params")
        seed = int(st.number_input("Seed", 0, 9999, 0, key="blocks_seed", bind="query-params"))
        is_wanted = st.button("Train both", key="blocks_train", on_click=show_race, disabled=is_busy)
    return kind, mode == MODES[0], count, RaceSettings(norm=norm, epochs=epochs, seed=seed), is_wanted


def start_race():
    st.session_state[RUNS] = st.session_state.get(RUNS, 0) + 1


def show_race():
    st.session_state.blocks_kind = RACE


@st.fragment
def laboratory(picture):
    with st.container(key="blocks_figure"):
        stage = st.container()
        kind, learning, count, settings, is_wanted = controls()
    if is_wanted:
        from lessons.training.depth_race import fit_race

        start_job(fit_race, settings, training_caches.dataset(DATA), key="blocks", epochs=settings.epochs)
        if is_training("blocks"):
            st.rerun()  # with a button that can't be pressed again meanwhile
    maps = block_caches.first_maps(picture.digest, picture.pixels)
    others = block_caches.company(settings.seed)
    batch = np.stack([maps, *others])
    block = kind if kind in engine.BLOCKS else engine.SHORTCUT
    running = block_caches.running_figures()
    passed = engine.pass_through(block, maps, seed=settings.seed, learning=learning, batch=batch, running=running)
    with stage, st.container(key="blocks_stage"):
        own = the_race() if kind == RACE else latest_result("blocks")
        made = ""
        if kind != RACE:
            figures = engine.figures_of(batch) if learning else running
            made = one_block(block, picture, maps, passed, count, figures, learning=learning)
    race = own or finished_depth_race()
    is_run = own is not None or st.session_state.get(RUNS, 0) > 0
    known = {"block": kind, "count": count, "learning": learning, "race": race, "is_run": is_run, "made": made}
    steps("blocks", known)
    sections(
        "blocks",
        {
            "What you saw": lambda: what_you_saw(kind, race, others, is_run=is_run),
            "By hand": lambda: by_hand(kind, maps, passed, batch, count),
            "Famous networks": famous,
            "In code": lambda: in_code(kind, settings, learning),
            "Check yourself": lambda: check(count, maps, batch),
            "Summary": lambda: st.markdown(words("blocks", "summary")),
        },
    )


def one_block(block, picture, maps, passed, count, figures, *, learning):
    """The picture, its maps before and behind a block, the block as boxes, what becomes of one number, and what it costs.

    Returns how that number comes about.
    """
    whole, is_norm = len(maps), block == engine.NORM
    how = {"whole": whole, "ring": tuple((place + 0.5) / whole for place in ringed_cell(block, maps, passed))}
    between = ""
    if passed.between is not None:
        between = map_tiles(passed.between, "", HALF_WAY[block], one_scale=False, **how)
    drawn = [
        picture_tile(square(picture.pixels, PICTURE), "Your picture"),
        map_tiles(maps, "Comes in", f"{engine.MAPS} maps of your picture", one_scale=is_norm, **how),
        block_boxes(block, engine.parts(block, count), between),
        map_tiles(passed.maps, "Comes out", words("blocks", out_words(block, learning)), one_scale=is_norm, **how),
    ]
    costs = costs_of(block, count, whole) if block in COMPARED else told_cost(added_by(block, whole))
    made, told = number_story(block, maps, passed, figures, learning=learning)
    if block in COMPARED and block != engine.SHORTCUT and count != engine.MAPS:
        told += " " + words("blocks", "number of many", count=count, products=products_of(block, count))
    story = number_card(made, told, cells_at_ring(block, maps, passed))
    st.html(in_a_row(drawn, story, costs, f"What {block} does to {engine.MAPS} maps of your picture, and what it costs."))
    return made


def costs_of(block, count, side):
    """What a block costs beside a plain convolution."""
    mine, plain = engine.compared(block, count, side)
    drawn = "" if count == engine.MAPS else f" (you see {engine.MAPS} of them)"
    names = (WITH, WITHOUT) if block == engine.SHORTCUT else (block, engine.PLAIN)
    return cost_bars(f"What it costs, with {count} maps{drawn}", names[0], mine, names[1], plain)


def added_by(block, side):
    """What a block adds that stands in no convolution's place, in words."""
    parameters = engine.cost(block, engine.MAPS, side).parameters
    return words("blocks", f"adds {block}", parameters=parameters, maps=engine.MAPS)


def out_words(block, learning):
    return f"out {block}" if learning or block not in CHANGING else f"in use {block}"


def the_race():
    """The two networks with their slopes, and the curves of their training: empty until the learner starts the race.

    Returns the learner's own race, if there is one.
    """
    run = st.session_state.get(RUNS, 0)
    left, right = st.columns([600, 520], gap="medium")
    with right:
        place = st.container(gap="xsmall")
        own = watch_job(key="blocks")
    race = own or (finished_depth_race() if run else None)
    with left:
        if is_training("blocks"):
            st.fragment(follow_slopes, run_every=REFRESH)()
        else:
            slopes(race.records if race else (), run)
    with place:
        if is_training("blocks"):
            st.fragment(follow_curves, run_every=REFRESH)()
        else:
            curves(*((race.history, race.settings.epochs) if race else ((), RaceSettings().epochs)), run)
            st.html(drawings_to_learn())
            if own is None:
                st.caption(words("blocks", "finished", seconds=finished_depth_race().seconds))
    return own


def drawings_to_learn():
    """A few drawings of each shape, as both networks are shown them."""
    dataset = training_caches.dataset(DATA)
    shown = [dataset.train.images[np.flatnonzero(dataset.train.targets == label)[0]] for label in range(len(dataset.labels))]
    return picture_strip(shown, dataset.labels)


def curves(history, epochs, run=0):
    labels = training_caches.dataset(DATA).labels
    told = "How many drawings it names correctly, in %"
    st.html(race_curves(history, NETWORKS, epochs, title=told, chance=1 / len(labels), run=run)[0])


def slopes(records, run=0):
    st.html(slope_bars(records[0].slopes if records else None, NETWORKS, CONVOLUTIONS, run)[0])


def follow_slopes():
    step = current_job("blocks").poll().step
    slopes(step.records if step else ())


def follow_curves():
    step = current_job("blocks").poll().step
    curves(step.history if step else (), epochs_of("blocks"))


def what_you_saw(kind, race, others, *, is_run):
    if kind != RACE:
        st.markdown(words("blocks", "opening", maps=engine.MAPS))
        st.markdown(words("blocks", kind, maps=engine.MAPS, others=len(others)))
        return
    dataset = training_caches.dataset(DATA)
    told = [words("blocks", "race_opening", layers=LAYERS, convolutions=CONVOLUTIONS, parameters=race.parameters)]
    if not is_run:
        st.markdown(told[0])
        return
    shares = {name: race.history[-1].figures[f"val_{name}_accuracy"] for name in NETWORKS}
    chance = 1 / len(dataset.labels)
    told.append(words("blocks", "race_result", epochs=len(race.history), classes=len(dataset.labels), chance=chance, **shares))
    reached = {name: share_text(*race.records[0].slopes[name][[0, -1]]) for name in NETWORKS}
    if race.settings.norm:
        told.append(words("blocks", "race_norm"))
    else:
        told.append(words("blocks", "race_why", convolutions=CONVOLUTIONS, share=reached["plain"], other=reached["shortcuts"]))
    st.markdown("\n\n".join(told))


def by_hand(kind, maps, passed, batch, count):
    side = len(maps)
    plain = engine.cost(engine.PLAIN, count, side)
    weights = 9 * count * count
    about = {"count": count, "cells": side * side}
    told = [words("blocks", "by_hand_plain", **about, weights=weights, parameters=plain.parameters, work=plain.multiply_adds)]
    if kind in engine.BLOCKS:
        mine = engine.cost(kind, count, side)
        costs = {"parameters": mine.parameters, "work": mine.multiply_adds}
    middle = (side // 2, side // 2, 0)
    if kind == engine.POINT:
        told.append(words("blocks", "by_hand_point", count=count, weights=count * count, **costs))
    elif kind == engine.STRIDED:
        told.append(words("blocks", "by_hand_strided", weights=weights, cells=side * side // 4, work=mine.multiply_adds))
    elif kind == engine.SEPARABLE:
        parts = {"first": 9 * count, "second": count * count, "times": plain.multiply_adds / mine.multiply_adds}
        told.append(words("blocks", "by_hand_separable", count=count, **parts, **costs))
    elif kind == engine.NORM:
        mean, variance = (float(figure[0]) for figure in engine.figures_of(batch))
        value = float(maps[middle])
        result = float(engine.normalise(value, mean, variance))
        told = [words("blocks", "by_hand_norm", mean=mean, spread=variance**0.5, value=value, result=result)]
    elif kind == engine.DROPOUT:
        told = [words("blocks", "by_hand_dropout", value=float(maps.max()), twice=2 * float(maps.max()))]
    elif kind in (engine.SHORTCUT, RACE):
        came, branch = float(maps[middle]), float(passed.between[middle])
        result = max(came + branch, 0.0)
        told = [words("blocks", "by_hand_shortcut", came=came, branch=branch, total=came + branch, result=result)]
        told.append(words("blocks", "by_hand_slope", fade=0.7**18))
    st.markdown("\n\n".join(told).replace(" -", " −").replace("(-", "(−").replace("*-", "*−"))


def famous():
    st.markdown(words("blocks", "famous"))
    with st.spinner("Counting", show_time=True):
        networks = block_caches.famous_networks()
    st.markdown(show_chart(famous_chart(networks), key="blocks_famous"))
    rows = [
        {
            "network": network.title,
            "parameters": f"{network.parameters:,}",
            "multiply-adds": f"{network.multiply_adds:,}",
            "right": f"{network.top_1:.1f}%",
            "built of": network.idea,
        }
        for network in networks
    ]
    st.table(rows)
    st.markdown(words("blocks", "famous_what"))


def in_code(kind, settings, learning):
    code = shortcut_code(len(training_caches.dataset(DATA).labels), norm=settings.norm)
    if has_layer(kind):
        code = block_code(kind, engine.MAPS, learning=learning)
    code_panel(code, engine.pass_through, engine.normalise, engine.drop, engine.depthwise, key="blocks")


def check(count, maps, batch):
    mean, variance = (float(figure[0]) for figure in engine.figures_of(batch))
    about = {"value": round(float(maps[..., 0].max()), 1), "mean": round(mean, 1), "spread": round(variance**0.5, 1) or 0.1}
    quiz(block_questions(count, len(maps), **about), key="blocks")


st.html(Path(__file__).with_suffix(".css"))
laboratory(current_picture())
