// Maps, the weights of one unit folded back into maps, and the vector between them: pointing at any of them lights all.

import { decode, largest } from "../../shared/components/arrays.js"
import { useSchemeOf } from "../../shared/components/colours.js"
import { children, make } from "../../shared/components/elements.js"
import { arrowStep, cellUnder, isInside } from "../../shared/components/grid_pointer.js"
import { legend, paint } from "../../shared/components/painting.js"
import { spell } from "../../shared/components/spelling.js"
import { cellOf, channelOf, placeOf } from "./flattened.js"

const STATES = new WeakMap()

const figures = (parent, names) => {
  const all = children(parent, names.length, newFigure)
  all.forEach((figure, index) => {
    figure.querySelector("figcaption").textContent = names[index]
  })
  return all
}

const newFigure = () => {
  const figure = document.createElement("figure")
  const cells = make("div", figure, { className: "cells" })
  make("canvas", cells)
  make("div", cells, { className: "mark" })
  make("figcaption", figure)
  return figure
}

const frame = (mark, { rows, columns }, [row, column]) => {
  mark.style.width = `${100 / columns}%`
  mark.style.height = `${100 / rows}%`
  mark.style.transform = `translate(${column * 100}%, ${row * 100}%)`
}

// The vector as it is drawn, broken into a line for each row of the maps.
const linesOf = ({ rows, columns, channels }) => ({ rows, columns: columns * channels })

const show = (state, place, { speak = true } = {}) => {
  const { data, values, weights } = state
  state.place = Math.min(Math.max(place, 0), values.length - 1)
  const [row, column, channel] = cellOf(data, state.place)
  for (const list of [state.maps, state.folded])
    list.forEach((figure, index) => {
      const mark = figure.querySelector(".mark")
      mark.style.display = index === channel ? "block" : "none"
      frame(mark, data, [row, column])
    })
  frame(state.find(".vector .mark"), linesOf(data), [row, column * data.channels + channel])
  tell(state, [row, column, channel], values[state.place], weights[state.place], speak)
}

const tell = ({ data, values, find, place }, [row, column, channel], value, weight, speak) => {
  const words = find(".words")
  words.ariaLive = speak ? "polite" : "off"
  words.dataset.place = place
  words.dataset.product = Math.fround(value * weight)
  words.textContent =
    `Row ${row}, column ${column} of the map ${data.names[channel]} is place ` +
    `(${row} × ${data.columns} + ${column}) × ${data.channels} + ${channel} = ${place} of the vector. ` +
    `Its value ${spell(value)} times the weight ${spell(weight)} gives ${spell(value * weight)}. ` +
    `All ${values.length} products and the bias ${spell(data.bias)} sum to the logit of ${data.unit}: ${spell(data.logit)}.`
}

const listen = state => {
  const { data } = state
  const lines = linesOf(data)
  const watch = (element, grid, placeAt) => {
    const point = (event, options) => {
      const cell = cellUnder(event, element, grid)
      if (isInside(cell, grid)) show(state, placeAt(cell), options)
    }
    element.onpointermove = event => point(event, { speak: false })
    element.onpointerdown = event => point(event)
  }
  for (const list of [state.maps, state.folded])
    list.forEach((figure, channel) => {
      watch(figure.querySelector(".cells"), data, ([row, column]) => placeOf(data, [row, column, channel]))
    })
  watch(state.find(".vector"), lines, ([row, column]) => row * lines.columns + column)
  state.find(".places").onkeydown = event => {
    const [down, right] = arrowStep(event.key) ?? [0, { Home: -Infinity, End: Infinity }[event.key] ?? 0]
    if (!down && !right) return
    event.preventDefault()
    show(state, state.place + down * lines.columns + right)
  }
}

const draw = state => {
  const { data, find, values, weights } = state
  const [high, strong] = [largest(values), largest(weights)]
  const map = { rows: data.rows, columns: data.columns }
  const paintMaps = (list, numbers, scale, limit) =>
    list.forEach((figure, channel) => {
      paint(figure.querySelector("canvas"), channelOf(numbers, channel, data.channels), { ...map, scale }, limit)
    })
  paintMaps(state.maps, values, "magnitude", high)
  paintMaps(state.folded, weights, "signed", strong)
  paint(find(".vector canvas"), values, { ...linesOf(data), scale: "magnitude" }, high)
  find(".title-weights").textContent = `The weights of the unit “${data.unit}”, folded back into maps`
  find(".title-vector").textContent = `The vector of ${values.length} numbers, in ${data.rows} lines`
  legend(find(".legend-values"), "magnitude", high)
  legend(find(".legend-weights"), "signed", strong)
}

export default function ({ data, parentElement }) {
  const state = STATES.get(parentElement) ?? { place: 0 }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.data = data
  useSchemeOf(state.find(".view"))
  state.values = decode(data.values)
  state.weights = decode(data.weights)
  state.maps = figures(state.find(".values"), data.names)
  state.folded = figures(state.find(".weights"), data.names)
  draw(state)
  listen(state)
  show(state, state.place, { speak: false })
}
