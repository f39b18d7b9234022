"""The glossary: it defines the words of the course, and each lesson lists those that it uses, in its own sense."""

import re
from itertools import pairwise

import pytest

from lessons.catalog import CATALOG, lesson
from lessons.texts import parts
from lessons.texts.glossary import find_terms, glossary, terms_of

LESSONS = [entry for entry in CATALOG if entry.teaches]
OTHER_SENSE = {  # (lesson, term) that is written there, and means something else
    ("faces", "bias"),  # of people and of systems
    *((slug, "patch") for slug in ("filters", "dense", "erase", "explain")),  # a piece of a picture, and no transformer's
    ("activation", "flatten"),  # a curve does so
    ("blocks", "split"),  # the work is
    ("timeline", "head"),  # of attention
}
NEEDED = """
accuracy, activation, Adam, backpropagation, base, batch, batch normalisation, calibration, classifier, confidence,
convolutional network, cross-entropy, data leakage, dilation, epoch, Faster R-CNN, FCN, feature, feature map, filter,
generalisation, gradient, gradient descent, hyperparameter, integrated gradients, kernel, layer, learning rate, logit, loss,
memorise, metric, model, neural network, neuron, occlusion, optimiser, overfitting, padding, prediction, pretrained,
probability, receptive field, regularisation, ResNet, saliency map, seed, sigmoid, SSD, stride, test set, training,
underfitting, U-Net, unit, validation set, weight, YOLO
"""


def written(name):
    """A pattern of a term and its plural. Names with capitals inside are matched as they are: mAP is no map."""
    as_it_is = any(letter.isupper() for letter in name[1:]) or len(name) <= 3
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", 0 if as_it_is else re.IGNORECASE)


def text_of(slug):
    """The words of a lesson as a learner reads them: without the list of its terms and the names of numbers."""
    told = " ".join(body for part, body in parts(slug).items() if part != "terms")
    return re.sub(r"\{[^}]*\}", "", told).replace("\n", " ")


def test_every_term_has_a_meaning_and_a_lesson():
    names = [term.name.lower() for term in glossary()]
    assert names == sorted(names)
    assert len(set(names)) == len(names) >= 120
    for term in glossary():
        assert lesson(term.lesson).teaches
        assert term.meaning.endswith(".")
        assert len(term.meaning.split()) >= 6
        assert term in find_terms(term.name)


@pytest.mark.parametrize("name", NEEDED.replace("\n", " ").strip().split(", "))
def test_the_words_that_the_course_uses_are_defined(name):
    assert any(term.name == name.strip() for term in glossary())


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.slug)
def test_a_lesson_lists_the_terms_that_it_is_about_and_those_that_it_stresses(entry):
    listed = {term.name for term in terms_of(entry.slug)}
    assert len(listed) >= 3
    assert {term.name for term in glossary() if term.lesson == entry.slug and not term.background} <= listed
    stressed = [phrase.strip(" .:,") for phrase in re.findall(r"\*\*([^*]+)\*\*", text_of(entry.slug))]
    for term in glossary():
        if any(written(term.name).fullmatch(phrase) for phrase in stressed) and (entry.slug, term.name) not in OTHER_SENSE:
            assert term.name in listed, f"{entry.slug} stresses {term.name}"


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.slug)
def test_a_word_is_introduced_before_it_is_used(entry):
    """At home in this lesson or an earlier one, or in this lesson's own list, which tells its meaning on the spot."""
    listed = {term.name for term in terms_of(entry.slug)}
    longer = {term.name for term in glossary() if " " in term.name and term.name in listed}
    text = text_of(entry.slug)
    for other in LESSONS:  # a lesson may be named before its words are taught
        text = text.replace(f"*{other.title}*", "")
    for name in longer:
        text = written(name).sub("", text)
    for term in glossary():
        if term.name in listed or LESSONS.index(lesson(term.lesson)) <= LESSONS.index(entry):
            continue
        assert (entry.slug, term.name) in OTHER_SENSE or not written(term.name).search(text), f"{entry.slug}: {term.name}"


@pytest.mark.parametrize(("entry", "following"), list(pairwise(LESSONS)), ids=lambda entry: entry.slug)
def test_a_summary_names_the_lesson_that_comes_next(entry, following):
    assert f"*{following.title}*" in parts(entry.slug)["summary"].replace("\n", " ")


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.slug)
def test_a_lesson_lists_no_term_of_another_field(entry):
    """What it lists is at home there, or in its text as the glossary means it. Words of detection stay in its section."""
    for term in terms_of(entry.slug):
        assert not term.background
        assert (entry.slug, term.name) not in OTHER_SENSE
        assert term.lesson == entry.slug or written(term.name).search(text_of(entry.slug)), f"{entry.slug}: {term.name}"
        assert lesson(term.lesson).section != "beyond" or entry.section == "beyond", f"{entry.slug}: {term.name}"


def test_maps_are_no_mean_average_precision():
    with_map = [entry.slug for entry in LESSONS if any(term.name == "mAP" for term in terms_of(entry.slug))]
    assert with_map == ["detection"]
    assert not written("mAP").search("feature maps and one map")


def test_a_page_without_a_list_has_no_terms():
    assert terms_of("home") == ()


def test_terms_are_found_by_all_words_of_a_query():
    assert [term.name for term in find_terms("softmax temperature")] == ["temperature"]
    assert find_terms("") == list(glossary())
    assert find_terms("<b>nothing</b>") == []
