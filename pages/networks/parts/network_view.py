"""A whole network in one picture: the input, a column of maps for each layer, and the answers. A map is opened by a click."""

import base64

import streamlit as st

_HTML = '<div class="scroll"><div class="network"></div></div><p class="said" aria-live="polite"></p>'

_CSS = """
.scroll { overflow-x: auto; padding-bottom: 0.4rem; container-type: inline-size; }
.network { display: flex; gap: 3px; align-items: flex-start; min-width: 48rem; }
.network, .said { font-family: var(--st-font); color: var(--st-text-color); }
.input { flex: 0 0 5.6rem; margin-right: 0.3rem; }
.input img { width: 100%; display: block; border-radius: 0.4rem; }
.closer { width: 100%; aspect-ratio: 1; margin-top: 0.3rem; border-radius: 0.4rem; }
.layer { flex: 1 1 0; min-width: 0; max-width: 4.6rem; }
.layer.first { margin-left: 0.35rem; }
.layer b, .layer small, .input small { display: block; font-size: 0.72rem; line-height: 1.3; }
.layer b { white-space: nowrap; min-height: 1.3em; }
.layer i { display: block; font: 0.66rem/1.4 var(--st-font); white-space: nowrap; }
.layer small { opacity: 0.85; min-height: 3.9em; }
.closer, button { background-repeat: no-repeat; image-rendering: pixelated; }
button { display: block; width: 100%; aspect-ratio: 1; margin: 0.2rem 0 0; padding: 0; border: 1px solid transparent;
  cursor: pointer; border-radius: 3px; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); }
.answers { flex: 0 0 8.2rem; box-sizing: border-box; padding-left: 0.5rem; font-size: 0.85rem; line-height: 1.35; }
.answers div { position: relative; margin-top: 0.3rem; padding: 0.15rem 0.3rem; border-radius: 0.3rem;
  background: var(--st-secondary-background-color); overflow-wrap: anywhere; }
@container (max-width: 45rem) {
  .network { min-width: 76rem; }
  .answers { position: sticky; right: 0; align-self: stretch; background: var(--st-background-color); }
}
.answers i { position: absolute; left: 0; top: 0; bottom: 0; background: #2a9d8f; opacity: 0.4; border-radius: 0.3rem; }
.answers span { position: relative; }
.said { margin: 0.2rem 0 0; min-height: 1.5em; }
"""

_JS = """
const make = (tag, parent, properties = {}) => {
  const element = Object.assign(document.createElement(tag), properties)
  parent.append(element)
  return element
}

export default function ({ data, parentElement, setTriggerValue }) {
  const network = parentElement.querySelector(".network"), said = parentElement.querySelector(".said")
  if (network.dataset.version === data.version) return
  network.dataset.version = data.version
  network.replaceChildren()
  const bytes = Uint8Array.from(atob(data.strip), letter => letter.charCodeAt(0))
  if (network.dataset.strip) URL.revokeObjectURL(network.dataset.strip)
  const strip = network.dataset.strip = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }))  // 72 styles name it
  const input = make("div", network, { className: "input" })
  make("img", input, { src: data.picture, alt: data.description })
  make("small", input, { textContent: data.shape })
  const closer = make("div", input, { className: "closer" })
  const paint = (element, column, row, rows) => {
    const part = (index, count) => (count > 1 ? (100 * index) / (count - 1) : 0)
    element.style.backgroundImage = `url(${strip})`
    element.style.backgroundSize = `${100 * data.layers.length}% ${100 * rows}%`
    element.style.backgroundPosition = `${part(column, data.layers.length)}% ${part(row, rows)}%`
  }
  let block = ""
  data.layers.forEach((layer, column) => {
    const place = make("div", network, { className: "layer" })
    const first = layer.block !== block
    if (first) place.classList.add("first")
    block = layer.block
    make("b", place, { textContent: first ? block : "" })
    make("i", place, { textContent: layer.name.replace(`${block}_`, "") })
    const shape = make("small", place)
    layer.shape.split(" × ").forEach((length, axis, all) => {
      if (axis) make("br", shape)
      shape.append(axis < all.length - 1 ? `${length} ×` : length)
    })
    layer.channels.forEach((channel, row) => {
      const what = `map ${channel} of ${layer.name}`
      const button = make("button", place, { type: "button", ariaLabel: `Open ${what}`, title: what })
      paint(button, column, row, layer.channels.length)
      const tell = () => {
        said.textContent = `${what[0].toUpperCase()}${what.slice(1)}, ${layer.shape}. Click to open it.`
        paint(closer, column, row, layer.channels.length)
      }
      button.onpointerenter = button.onfocus = tell
      button.onclick = () => setTriggerValue("opened", [layer.name, channel])
    })
  })
  const answers = make("div", network, { className: "answers" })
  make("b", answers, { textContent: data.answerer })
  for (const { name, probability } of data.answers) {
    const line = make("div", answers)
    make("i", line).style.width = `${100 * probability}%`
    make("span", line, { textContent: `${name} ${(100 * probability).toFixed(1)} %` })
  }
}
"""

_COMPONENT = st.components.v2.component("network_view", html=_HTML, css=_CSS, js=_JS)


def network_view(picture, description, strip, channels, shapes, answers, *, size, answerer, version, on_open, key):
    """Show a network's strongest maps, layer by layer.

    Parameters
    ----------
    picture : bytes, JPEG of what the network was shown
    description : str, what is known of it
    strip : bytes, JPEG of `lessons.figures.pictures.strip`
    channels : dict of layer name -> channels in the strip
    shapes : dict of layer name -> shape as text
    answers : sequence of lessons.nets.classification.Label
    size : int, rows and columns of the network's input
    answerer : str, who answered
    version : str, tells pictures and networks apart
    on_open : function of (layer name, channel), called when a map is clicked
    key : str
    """
    layers = [
        {"name": layer, "block": layer.split("_")[0], "shape": shapes[layer], "channels": list(some)}
        for layer, some in channels.items()
    ]
    data = {
        "picture": _url(picture),
        "description": description,
        "shape": f"{size} × {size} × 3",
        "strip": base64.b64encode(strip).decode(),
        "layers": layers,
        "answers": [{"name": label.name, "probability": label.probability} for label in answers],
        "answerer": answerer,
        "version": version,
    }
    _COMPONENT(key=key, data=data, on_opened_change=lambda: on_open(*st.session_state[key].opened))


def _url(data):
    return "data:image/jpeg;base64," + base64.b64encode(data).decode()
