"""Famous networks by what they cost, to scale, and by how often they are right."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from lessons.figures.colours import TRAINING_COLOUR

_PARAMETERS = "Parameters, in millions"
_FAR = 100  # million parameters
_LARGEST = 46  # pixels of a dot


def famous_chart(networks: Sequence[Any]) -> tuple[go.Figure, str]:
    """Each network is a dot: to the right the more parameters, up the more multiply-adds.

    Parameters
    ----------
    networks : sequence of lessons.nets.famous_costs.FamousNetwork

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    millions = [network.parameters / 1e6 for network in networks]
    billions = [network.multiply_adds / 1e9 for network in networks]
    texts = [f"<b>{network.title}</b>, {network.top_1:.1f}% right" for network in networks]
    marker = {"size": 15, "color": TRAINING_COLOUR}
    told = "%{text}<br>%{x:.1f} million parameters<br>%{y:.2f} billion multiply-adds<extra></extra>"
    figure = _dots(millions, billions, texts, marker, told)
    for update, title, values in (
        (figure.update_xaxes, _PARAMETERS, millions),
        (figure.update_yaxes, "Multiply-adds for a picture, in billions", billions),
    ):
        update(title_text=title, range=[0, 1.1 * max(values)], rangemode="tozero")
    most, least = (choose(networks, key=lambda network: network.multiply_adds) for choose in (max, min))
    times = most.multiply_adds / least.multiply_adds
    smaller = most.parameters / least.parameters
    finding = (
        f"{most.title} has {smaller:.0f} times the parameters of {least.title} and needs {times:.0f} times its multiply-adds. "
        f"{most.title} is right about {most.top_1:.1f}% of ImageNet's pictures, {least.title} about {least.top_1:.1f}%."
    )
    return figure, finding


def _dots(across: list[float], up: list[float], texts: list[str], marker: dict[str, Any], told: str) -> go.Figure:
    """A chart of named dots; the names of those far to the right stand before them."""
    figure = go.Figure(layout={"height": 360, "margin": {"l": 56, "r": 16, "t": 16, "b": 48}, "font": {"size": 15}})
    sides = ["middle left" if value > _FAR else "middle right" for value in across]
    figure.add_scatter(
        x=across, y=up, text=texts, mode="markers+text", textposition=sides, marker=marker, cliponaxis=False, hovertemplate=told
    )
    return figure


def accuracy_chart(networks: Sequence[Any]) -> tuple[go.Figure, str]:
    """Each network is a dot: to the right the more parameters, up the more often it is right, its area its multiply-adds.

    Parameters
    ----------
    networks : sequence of lessons.nets.zoo.Network

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    largest = max(network.multiply_adds for network in networks)
    sizes = [_LARGEST * (network.multiply_adds / largest) ** 0.5 for network in networks]
    marker = {"size": sizes, "sizemin": 5, "color": TRAINING_COLOUR, "opacity": 0.75}
    across, up, texts = zip(*((each.parameters, each.top_1, each.title) for each in networks), strict=True)
    figure = _dots(
        list(across), list(up), list(texts), marker, "%{text}: %{y}% right<br>%{x} million parameters<extra></extra>"
    )
    figure.update_xaxes(title_text=_PARAMETERS, rangemode="tozero")
    figure.update_yaxes(title_text="Right on ImageNet, in %")
    most = max(networks, key=lambda network: network.parameters)
    best = max(networks, key=lambda network: network.top_1)
    finding = (
        f"{most.title} has most parameters, {most.parameters:g} million, and is right {most.top_1}% of the time. "
        f"{best.title}, with {best.parameters:g} million, is right most often: {best.top_1}%. "
        "The larger a dot, the more multiply-adds a picture costs."
    )
    return figure, finding
