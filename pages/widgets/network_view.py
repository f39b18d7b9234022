"""A whole network in one picture: the input, a column of maps for each layer, and the answers. A map is opened by a click."""

import base64

import streamlit as st

_HTML = '<div class="scroll"><div class="network"></div></div><p class="said" aria-live="polite"></p>'

_CSS = """
.scroll { overflow-x: auto; padding-bottom: 0.4rem; }
.network { display: flex; gap: 0.35rem; align-items: flex-start; width: max-content; }
.network, .said { font-family: var(--st-font); color: var(--st-text-color); }
.input img { width: 9rem; display: block; border-radius: 0.4rem; }
.layer { width: 4.2rem; }
.layer.first { margin-left: 0.5rem; }
.layer b { min-height: 2.5em; }
.layer b, .layer small { display: block; font-size: 0.78rem; line-height: 1.25; overflow-wrap: anywhere; }
.layer small { opacity: 0.8; }
.layer small { min-height: 2.5em; }
button { display: block; width: 4.2rem; height: 4.2rem; margin: 0.25rem 0 0; padding: 0; border: 2px solid transparent;
  cursor: pointer; background-repeat: no-repeat; border-radius: 3px; image-rendering: pixelated; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); }
.answers { width: 13rem; padding-left: 0.6rem; font-size: 0.9rem; }
.answers div { position: relative; margin-bottom: 0.3rem; padding: 0.15rem 0.3rem; border-radius: 0.3rem;
  background: var(--st-secondary-background-color); }
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
  let block = ""
  data.layers.forEach((layer, column) => {
    const place = make("div", network, { className: "layer" })
    if (layer.block !== block) place.classList.add("first")
    block = layer.block
    make("b", place, { textContent: layer.name.replace("_", " ") })
    make("small", place, { textContent: layer.shape })
    layer.channels.forEach((channel, row) => {
      const what = `map ${channel} of ${layer.name}`
      const button = make("button", place, { type: "button", ariaLabel: `Open ${what}`, title: what })
      button.style.backgroundImage = `url(${strip})`
      button.style.backgroundSize = `${100 * data.layers.length}% ${100 * layer.channels.length}%`
      const part = (index, count) => (count > 1 ? (100 * index) / (count - 1) : 0)
      button.style.backgroundPosition = `${part(column, data.layers.length)}% ${part(row, layer.channels.length)}%`
      const tell = () => { said.textContent = `${what[0].toUpperCase()}${what.slice(1)}, ${layer.shape}. Click to open it.` }
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
