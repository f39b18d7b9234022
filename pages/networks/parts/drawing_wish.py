"""What is to be drawn on the page "What a filter looks for", how far that is, and what was drawn before."""

from lessons.texts.layer_words import layer_in_words
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.job_panel import is_training
from pages.shared.session.state import current_job

STEPS, DREAM_STEPS = 64, 30
_DRAWN, _ASKED = "visualise_drawings", "visualise_asked"  # on the desk: what was drawn so far, and what a job is to draw
_MOST = 12  # drawings that are kept


class Wish:
    """What the controls ask to be drawn: from noise for one map, or from the learner's picture for a whole layer."""

    def __init__(self, layer, channel, seed, picture):
        self.layer, self.channel, self.seed, self.picture = layer, channel, seed, picture
        self.job = "visualise" if picture is None else "dream"
        self.key = (layer, channel, seed) if picture is None else (layer, picture.digest, seed)
        self.steps = STEPS if picture is None else DREAM_STEPS

    @property
    def name(self):
        of = layer_in_words(self.layer)
        return f"{of}, all maps" if self.picture else f"{of}, map {self.channel}"

    def start(self):
        """What the drawing begins with."""
        from lessons.nets.visualising import starting_noise

        if self.picture is None:
            return starting_noise(caches.small_vgg16(), self.seed)
        return caches.square_picture(self.picture.digest, caches.small_vgg16().inputs[0].shape[1], self.picture.pixels)

    def note(self):
        """Note that this is what the job draws."""
        desk()[f"{_ASKED}_{self.job}"] = self.key

    @property
    def is_on(self):
        """Whether it is being drawn."""
        return is_training(self.job) and _asked(self.job) == self.key

    @property
    def sketch(self):
        """What was drawn of it so far, or None."""
        if not self.is_on:
            return drawings().get(self.key)
        step = current_job(self.job).poll().step
        return step and step.sketch


def _asked(job):
    return desk().get(f"{_ASKED}_{job}")


def drawings():
    """All that was drawn: what was asked for -> lessons.nets.visualising.Sketch, the latest at the end."""
    for name in ("visualise", "dream"):
        job = current_job(name)
        result = job.poll().result if job else None
        if result is not None and result.scores and _asked(name):
            desk()[_DRAWN] = dict([*desk().get(_DRAWN, {}).items(), (_asked(name), result)][-_MOST:])
            desk()[f"{_ASKED}_{name}"] = None
    return desk().get(_DRAWN, {})
