// A whole network in one picture: the input, a column of maps for each layer, and the answers. A map is opened by a click.

import { unpack } from "../../shared/components/arrays.js"
import { make } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"

const drawInput = (network, data) => {
  const input = make("div", network, { className: "input" })
  make("img", input, { src: data.picture, alt: data.description })
  make("small", input, { textContent: data.shape })
  return make("div", input, { className: "closer" })
}

// Writes a shape such as "224 × 224 × 64" on three lines.
const writeShape = (place, shape) => {
  const small = make("small", place)
  shape.split(" × ").forEach((length, axis, all) => {
    if (axis) make("br", small)
    small.append(axis < all.length - 1 ? `${length} ×` : length)
  })
}

const drawAnswers = (network, { answerer, answers }) => {
  const box = make("div", network, { className: "answers" })
  make("b", box, { textContent: answerer })
  for (const { name, probability } of answers) {
    const line = make("div", box)
    make("i", line).style.width = `${100 * probability}%`
    make("span", line, { textContent: `${name} ${(100 * probability).toFixed(1)} %` })
  }
}

const draw = (network, said, data, strip, open) => {
  network.replaceChildren()
  const closer = drawInput(network, data)
  // Shows one map of the strip, which has a column for each layer.
  const show = (element, column, row, rows) => {
    const part = (index, count) => (count > 1 ? (100 * index) / (count - 1) : 0)
    element.style.backgroundImage = `url(${strip})`
    element.style.backgroundSize = `${100 * data.layers.length}% ${100 * rows}%`
    element.style.backgroundPosition = `${part(column, data.layers.length)}% ${part(row, rows)}%`
  }
  data.layers.forEach((layer, column) => {
    const place = make("div", network, { className: "layer" })
    const first = layer.block !== data.layers[column - 1]?.block
    place.classList.toggle("first", first)
    make("b", place, { textContent: first ? layer.block : "" })
    make("i", place, { textContent: layer.name.replace(`${layer.block}_`, "") })
    writeShape(place, layer.shape)
    layer.channels.forEach((channel, row) => {
      const what = `map ${channel} of ${layer.name}`
      const button = make("button", place, { type: "button", ariaLabel: `Open ${what}`, title: what })
      show(button, column, row, layer.channels.length)
      button.onpointerenter = button.onfocus = () => {
        said.textContent = `M${what.slice(1)}, ${layer.shape}. Click to open it.`
        show(closer, column, row, layer.channels.length)
      }
      button.onclick = () => open(layer.name, channel)
    })
  })
  drawAnswers(network, data)
}

export default function ({ data: sent, parentElement, setTriggerValue }) {
  const data = unpack(sent)
  const network = parentElement.querySelector(".network")
  if (network.dataset.version !== data.version) {
    network.dataset.version = data.version
    const strip = pictureUrl(parentElement, data.parts.strip, "image/webp")
    const open = (layer, channel) => setTriggerValue("opened", [layer, channel])
    draw(network, parentElement.querySelector(".said"), data, strip, open)
  }
  return whenGone(parentElement, () => forgetPicture(parentElement))
}
