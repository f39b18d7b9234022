"""Famous networks by what they cost, to scale, and by how often they are right."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from lessons.figures.colours import TRAINING_COLOUR


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
    dots: dict[str, Any] = {"type": "scatter", "x": millions, "y": billions, "text": texts, "mode": "markers+text"}
    dots |= {"textposition": ["middle left" if value > 100 else "middle right" for value in millions]}
    dots |= {"marker": {"size": 15, "color": TRAINING_COLOUR}, "cliponaxis": False}
    dots |= {"hovertemplate": "%{text}<br>%{x:.1f} million parameters<br>%{y:.2f} billion multiply-adds<extra></extra>"}
    axes = {
        axis: {"title": {"text": text}, "range": [0, 1.1 * max(values)], "rangemode": "tozero"}
        for axis, text, values in (
            ("xaxis", "Parameters, in millions", millions),
            ("yaxis", "Multiply-adds for a picture, in billions", billions),
        )
    }
    layout = {"height": 360, "margin": {"l": 56, "r": 16, "t": 16, "b": 48}, "font": {"size": 15}, "showlegend": False}
    most, least = (choose(networks, key=lambda network: network.multiply_adds) for choose in (max, min))
    times = most.multiply_adds / least.multiply_adds
    smaller = most.parameters / least.parameters
    finding = (
        f"{most.title} has {smaller:.0f} times the parameters of {least.title} and needs {times:.0f} times its multiply-adds. "
        f"{most.title} is right about {most.top_1:.1f}% of ImageNet's pictures, {least.title} about {least.top_1:.1f}%."
    )
    return go.Figure({"data": [dots], "layout": layout | axes}), finding


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
    marker = {"size": [46 * (network.multiply_adds / largest) ** 0.5 for network in networks], "sizemin": 5}
    dots: dict[str, Any] = {"type": "scatter", "mode": "markers+text", "cliponaxis": False, "marker": marker}
    dots |= {"x": [network.parameters for network in networks], "y": [network.top_1 for network in networks]}
    dots |= {"text": [network.title for network in networks], "customdata": [network.multiply_adds for network in networks]}
    dots["marker"] |= {"color": TRAINING_COLOUR, "opacity": 0.75}
    dots["textposition"] = ["middle left" if network.parameters > 100 else "middle right" for network in networks]
    told = "%{text}: %{y}% right<br>%{x} million parameters<br>%{customdata} billion multiply-adds<extra></extra>"
    axes = {
        "xaxis": {"title": {"text": "Parameters, in millions"}, "rangemode": "tozero"},
        "yaxis": {"title": {"text": "Right on ImageNet, in %"}},
    }
    layout = {"height": 360, "margin": {"l": 56, "r": 16, "t": 16, "b": 48}, "font": {"size": 15}, "showlegend": False}
    most = max(networks, key=lambda network: network.parameters)
    best = max(networks, key=lambda network: network.top_1)
    finding = (
        f"{most.title} has most parameters, {most.parameters:g} million, and is right {most.top_1}% of the time. "
        f"{best.title}, with {best.parameters:g} million, is right most often: {best.top_1}%. "
        "The larger a dot, the more multiply-adds a picture costs."
    )
    return go.Figure({"data": [dots | {"hovertemplate": told}], "layout": layout | axes}), finding
