"""What the jobs of the pages do: each function makes a work that a queue can run, a function of on_step and should_stop."""


def of_arms(choices, dataset):
    """The work of a job that trains several arms on a data set, one after the other; its result is a tuple of FitResult."""

    def work(on_step, should_stop):
        from lessons.training.fit import fit_arms

        return fit_arms(choices, dataset, on_step=on_step, should_stop=should_stop)

    return work


def from_the_net(name, per_class):
    """The work of a job that fetches a data set of `lessons.data.net_data`."""

    def work(on_step, should_stop):
        from lessons.data.net_data import fetch_dataset

        return fetch_dataset(name, per_class=per_class, on_step=on_step, should_stop=should_stop)

    return work


def from_scratch(settings, dataset, watched):
    """The work of a job that trains a stacked network on a data set, and records the maps of a picture."""

    def work(on_step, should_stop):
        from lessons.training.scratch import fit_scratch

        return fit_scratch(settings, dataset, watched=watched, on_step=on_step, should_stop=should_stop)

    return work


def drawing(model, how, *arguments, **options):
    """The work of a job that changes a picture step by step: `how` is a function of `lessons.nets.visualising`."""

    def work(on_step, should_stop):
        return how(model, *arguments, on_step=on_step, should_stop=should_stop, **options)

    return work


def fetching(name):
    """The work of a job that fetches a network of `lessons.nets.zoo`; its result is the loaded model, or None."""

    def work(on_step, should_stop):
        from lessons.nets.zoo import build, fetch

        return build(name) if fetch(name, on_step=on_step, should_stop=should_stop) else None

    return work


def going_on(fit, settings, earlier, **options):
    """The work of a job that trains on scenes, or trains an earlier result on; stopped at once, the earlier one stays.

    `fit` is the name of a module of `lessons.training` and of its function: "locating.fit_locator", say; `options` are its own.
    """

    def work(on_step, should_stop):
        from importlib import import_module

        from lessons.work.progress import Stopped

        module, function = fit.split(".")
        try:
            return getattr(import_module(f"lessons.training.{module}"), function)(
                settings, earlier=earlier, on_step=on_step, should_stop=should_stop, **options
            )
        except Stopped:
            if earlier is None:
                raise
            return earlier

    return work


def searching(model, image, boxes, **names):
    """The work of a job that shows the windows of a picture to a classifier."""

    def work(on_step, should_stop):
        from lessons.finding.sliding_windows import slide

        return slide(model, image, boxes, on_step=on_step, should_stop=should_stop, **names)

    return work
