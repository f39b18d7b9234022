"""The lines of Keras code that every snippet needs that trains on pictures and targets: the split, the optimiser, the fit."""

from lessons.training.recipes import early_stopping, optimiser_code
from lessons.training.settings import ScratchSettings, TrainingSettings

_SPLIT = """\
learning, validation = train_test_split(  # the same share of each class, whatever the order
    range(len(targets)), test_size={share}, stratify=targets, random_state={seed}
)"""

_TRAINING = """\
{before}model.compile(optimizer={optimiser}, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    pictures[learning], targets[learning], validation_data=(pictures[validation], targets[validation]),
    epochs={epochs}, batch_size={batch_size}{callbacks},
)
"""


def split_code(settings: ScratchSettings | TrainingSettings) -> str:
    """Code for the positions ``learning`` and ``validation`` of ``targets``: needs scikit-learn's `train_test_split`.

    They are those of `lessons.training.loop.hold_back` where every picture stands for itself.
    """
    return _SPLIT.format(share=settings.validation_share, seed=settings.seed)


def training_code(settings: ScratchSettings | TrainingSettings, rate: float, epochs: int) -> str:
    """Code that compiles ``model`` and fits it on ``pictures`` and ``targets`` at ``learning``.

    Parameters
    ----------
    settings : lessons.training.settings.RunSettings
    rate : float, the largest learning rate
    epochs : int
    """
    before, optimiser = optimiser_code(settings, rate, epochs=epochs, batch_size=settings.batch_size)
    return _TRAINING.format(
        before=before,
        optimiser=optimiser,
        epochs=epochs,
        batch_size=settings.batch_size,
        callbacks=f",\n    callbacks=[{early_stopping(settings.patience).code}]" if settings.patience else "",
    )
