"""Honest confidence on its page: counted, fitted, asked of something else; and of a network of the learner's own."""

import pytest

from lessons.core.calibration import confidence_bins, logits_of, with_temperature
from lessons.data.datasets import DATASETS
from lessons.training.fit import fit
from lessons.training.overconfident import overconfident
from lessons.training.settings import TrainingSettings
from lessons.training.temperature import fit_temperature
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import Over, at_address, desk_of, open_app, section, texts

pytestmark = pytest.mark.slow


def written(app):
    return " ".join(element.proto.body for element in app.get("html"))


def error_at(found, temperature, epochs=300):
    return confidence_bins(with_temperature(found.test[epochs], temperature), found.test_targets).error


def test_nothing_is_told_before_it_is_counted_and_a_fit_holds_on_the_test():
    found = overconfident(200, 3)
    app = at_address("confidence", confidence_seed="3")
    assert f"{error_at(found, 1.0):.1%}" not in written(app)
    app.toggle(key="confidence_counted").set_value(True).run()
    assert f">{error_at(found, 1.0):.1%}<" in written(app)
    app.segmented_control(key="confidence_try").set_value(4).run()
    app.button(key="confidence_fit").click().run()
    best = round(fit_temperature(found.validation[300], found.validation_targets), 1)
    assert app.slider(key="confidence_temperature").value == pytest.approx(best)
    assert f">{error_at(found, best):.1%}<" in written(app)
    assert error_at(found, best) < error_at(found, 1.0)
    assert "fit" in desk_of(app)[PROGRESS].of("confidence").steps
    assert f"Fitted on 300 **validation** pictures: {best:.1f}" in texts(app)
    assert f"{error_at(found, best):.1%}, is the **expected calibration error**" in texts(section(app, "confidence", "By hand"))
    assert not app.exception


def test_a_link_shows_its_network_and_what_is_none_of_the_classes():
    app = at_address("confidence", confidence_epochs="30", confidence_temperature="2.5", confidence_counted="true")
    found = overconfident(200, 0)
    assert f">{error_at(found, 2.5, 30):.1%}<" in written(app)
    told = texts(section(app, "confidence", "Something else"))
    assert "None of these is a digit" in told
    assert "a heart" in told
    assert not app.exception


def test_a_network_of_ones_own_is_measured_once_its_test_is_open():
    run = fit(TrainingSettings(arm="scratch", network="vgg16", image_size=64, epochs=2), DATASETS["faces"])
    app = open_app()
    desk_of(app)["state_job_fine_tune"] = Over((run,))
    app.switch_page("pages/transfer/confidence.py").run()
    (own,) = [name for name in app.selectbox(key="confidence_network").options if "Fine-tune" in name]
    app.selectbox(key="confidence_network").set_value(own).run()
    assert "locked away" in app.info[0].value
    app.button(key="confidence_open").click().run()
    app.toggle(key="confidence_counted").set_value(True).run()
    shares = with_temperature(logits_of(run.test_report.probabilities), 1.0)
    assert f">{confidence_bins(shares, run.test_report.targets).error:.1%}<" in written(app)
    app.button(key="confidence_fit").click().run()
    for name in ("Something else", "By hand", "Check yourself", "What you saw"):
        section(app, "confidence", name)
        assert not app.exception
    assert "This is your own network" in texts(app)
