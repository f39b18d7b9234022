"""The sum behind one unit, in words, and what batch normalisation had to do with it."""

import streamlit as st

from lessons.nets.weights import yolo_norms
from lessons.texts import figure, words
from pages.shared.session.network_choice import YOLO


def unit_in_words(unit, layer, channel, *, shown, slope, asked):
    """Tell how a unit's number came about.

    Parameters
    ----------
    unit : lessons.nets.units.UnitSum
    layer : str; channel : int
    shown : float, what the map holds
    slope : float, of the activation function below zero
    asked : pages.shared.session.network_choice.Asked
    """
    told = [words("unit", "opening"), _sum(unit, shown, slope)]
    if asked.key == YOLO:
        told.append(_batch_norm(unit, layer, channel))
    st.markdown("\n\n".join(told))


def _sum(unit, shown, slope):
    gain, loss = unit.contributions[unit.contributions > 0], unit.contributions[unit.contributions < 0]
    counts = {"positive": gain.size, "gain": figure(gain.sum()), "negative": loss.size, "loss": figure(loss.sum())}
    sizes = dict(zip(("rows", "columns", "channels"), unit.patch.shape, strict=True)) | {"products": unit.patch.size}
    added = words("unit", "sum", **counts, **sizes, bias=figure(unit.bias), before=figure(unit.before))
    part = {0: "relu", 1: "no_activation"}.get(slope, "leaky_relu")
    return f"{added} {words('unit', part, slope=slope, after=figure(unit.after), shown=figure(shown))}"


def _batch_norm(unit, layer, channel):
    """What batch normalisation did, number by number, before it was worked into the weights."""
    from lessons.nets.units import normalised_sum

    norm = yolo_norms().get(layer)
    if norm is None:
        return words("unit", "no_batch_norm")
    told = normalised_sum(unit, norm, channel)
    numbers = {name: figure(value) for name, value in vars(told).items()}
    less, more = (("− ", "+ ") if value >= 0 else ("+ ", "− ") for value in (told.mean, told.shift))
    signs = {"less_mean": less[0] + figure(abs(told.mean)), "and_shift": more[1] + figure(abs(told.shift))}
    return words("unit", "batch_norm", after=figure(told.after), **numbers, **signs)
