// From maps to an answer, in one row: what is pointed at lights up all along the way.

import { decode, largest } from "../../shared/components/arrays.js"
import { colourOf, legible, useSchemeOf } from "../../shared/components/colours.js"
import { children, make, write } from "../../shared/components/elements.js"
import { arrowStep, cellUnder, isInside } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { legend, paint } from "../../shared/components/painting.js"
import { NUMBERS, writeClasses } from "./answer_classes.js"
import { drawLinks } from "./answer_links.js"
import { cellOf, channelOf, placeOf, strongestProduct, sumsBefore, weighedAfter } from "./flattened.js"
import { heldArray } from "./held_arrays.js"

const STATES = new WeakMap()

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const state = { place: null, find: selector => parentElement.querySelector(selector) }
  state.resized = new ResizeObserver(() => state.data && drawLinks(state))
  state.resized.observe(state.find(".row"))
  STATES.set(parentElement, state)
  return state
}

const figures = (parent, names) => {
  const all = children(parent, names.length, newFigure)
  all.forEach((figure, index) => {
    write(figure.querySelector("figcaption"), names[index])
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

const show = (state, place, { speak = true } = {}) => {
  const { data, values, find } = state
  state.place = Math.min(Math.max(place, 0), values.length - 1)
  const [row, column, channel] = cellOf(data.grid, state.place)
  for (const list of [state.maps, state.folded])
    list.forEach((figure, index) => {
      const mark = figure.querySelector(".mark")
      mark.style.display = index === channel ? "block" : "none"
      frame(mark, data.grid, [row, column])
    })
  frame(find(".picture .mark"), data.grid, [row, column])
  const mark = find(".vector .mark")
  mark.style.height = `${100 / values.length}%`
  mark.style.top = `${(100 * state.place) / values.length}%`
  tell(state, [row, column, channel], speak)
  tellSum(state)
  drawLinks(state)
}

// Whether the sums are still to be found out.
const isHidden = ({ data, isTold }) => data.isSecret && !isTold

const tell = (state, [row, column, channel], speak) => {
  const { data, values, weights, find, place, isPlaying } = state
  const words = find(".words")
  const [value, weight] = [values[place], weights[place]]
  words.ariaLive = speak && !isPlaying ? "polite" : "off"
  words.dataset.place = place
  words.dataset.product = Math.fround(value * weight)
  const name = `“${data.names[channel].toLowerCase()}”`
  const where = data.grid.rows > 1 ? `Row ${row}, column ${column} of the map ${name}` : `The mean of the map ${name}`
  const shown = `${where} is number ${place} of the vector, counted from 0.`
  const unit = data.labels[data.unit]
  const sum = isHidden(state)
    ? ""
    : `Its value ${fixed(value)} times the weight ${fixed(weight)} gives ${fixed(value * weight)}. All ${values.length} products and the bias ${fixed(data.bias, 2)} sum to the logit of ${unit}: ${fixed(data.own, 2)}.`
  words.replaceChildren(shown)
  make("span", words, { textContent: ` ${sum}` })
}

const fixed = (value, digits = 3) => value.toFixed(digits).replace("-", "−")

const chip = (element, value, scale, limit, digits) => {
  const colour = colourOf(Math.min(Math.max(value, scale === "signed" ? -limit : 0), limit), scale, limit)
  write(element, fixed(value, digits))
  element.style.background = `rgb(${colour})`
  element.style.color = legible(colour)
}

const tellSum = state => {
  const { data, values, weights, find, place, sums, isPlaying } = state
  const count = values.length
  chip(find(".value"), values[place], "magnitude", state.high)
  chip(find(".weight"), weights[place], "signed", state.strong)
  chip(find(".product"), values[place] * weights[place], "signed", state.strong * state.high)
  if (isHidden(state) && !isPlaying) return hideSum(find)
  const weighed = isPlaying ? state.weighed : count
  write(find(".so-far"), `${weighed < count ? `the first ${weighed}` : `all ${count}`} products: ${fixed(sums[weighed], 2)}`)
  write(find(".bias"), `+ the bias: ${fixed(data.bias, 2)}`)
  const total = weighed < count ? sums[weighed] + data.bias : data.own
  chip(find(".total"), total, "signed", Math.max(...data.logits.map(Math.abs), Math.abs(total), 1e-9), 2)
  write(find(".of"), `logit of ${data.labels[data.unit]}`)
}

const hideSum = find => {
  for (const name of [".so-far", ".bias", ".of"]) write(find(name), "")
  const total = find(".total")
  write(total, "0")
  total.style.background = total.style.color = ""
}

// The vector fills, and the sum grows, place by place.
const play = state => {
  if (state.isPlaying) return stop(state)
  if (isStill()) {
    unveil(state)
    show(state, state.values.length - 1)
    writeClasses(state)
    return state.tellAdded()
  }
  setPlaying(state, true)
  let began = null
  const next = now => {
    began ??= now
    if (!state.isPlaying) return
    state.weighed = weighedAfter(now - began, state.values.length)
    if (state.weighed >= state.values.length) {
      unveil(state)
      stop(state, state.values.length - 1)
      return state.tellAdded()
    }
    paintVector(state)
    show(state, state.weighed, { speak: false })
    writeClasses(state)
    state.frame = requestAnimationFrame(next)
  }
  state.frame = requestAnimationFrame(next)
}

// All sums are there now.
const unveil = state => {
  if (!isHidden(state)) return
  state.isTold = true
  state.find(".view").classList.remove("secret")
}

const setPlaying = (state, is) => {
  state.isPlaying = is
  state.find(".view").classList.toggle("playing", is)
  write(state.find(".play span"), is ? "Stop" : "Add it up")
}

const stop = (state, place = state.place) => {
  cancelAnimationFrame(state.frame)
  setPlaying(state, false)
  paintVector(state)
  show(state, place)
  writeClasses(state)
}

const listen = state => {
  const { data, find } = state
  const watch = (element, grid, placeAt) => {
    const point = (event, options) => {
      const cell = cellUnder(event, element, grid)
      if (isInside(cell, grid) && !state.isPlaying) show(state, placeAt(cell), options)
    }
    element.onpointermove = event => point(event, { speak: false })
    element.onpointerdown = event => point(event)
  }
  for (const list of [state.maps, state.folded])
    list.forEach((figure, channel) => {
      watch(figure.querySelector(".cells"), data.grid, ([row, column]) => placeOf(data.grid, [row, column, channel]))
    })
  watch(find(".vector"), { rows: state.values.length, columns: 1 }, ([row]) => row)
  watch(find(".picture"), data.grid, ([row, column]) => placeOf(data.grid, [row, column, cellOf(data.grid, state.place)[2]]))
  find(".play").onclick = () => play(state)
  find(".places").onkeydown = event => {
    const [down, right] = arrowStep(event.key) ?? [0, { Home: -Infinity, End: Infinity }[event.key] ?? 0]
    if (!down && !right) return
    event.preventDefault()
    if (state.isPlaying) stop(state)
    show(state, state.place + (down ? down * data.grid.columns * data.grid.channels : 0) + right)
  }
}

const paintVector = state => {
  const { values } = state
  const shown = state.isPlaying ? values.map((value, place) => (place <= state.weighed ? value : 0)) : values
  paint(state.find(".vector canvas"), shown, { rows: values.length, columns: 1, scale: "magnitude" }, state.high)
}

const draw = state => {
  const { data, find, values, weights } = state
  const all = decode(data.maps)
  state.high = largest(all)
  state.strong = largest(weights)
  state.sums = sumsBefore(values, weights)
  const every = decode(data.all)
  state.allSums = data.labels.map((_, unit) =>
    sumsBefore(values, every.subarray(unit * values.length, (unit + 1) * values.length)),
  )
  state.place ??= strongestProduct(values, weights)
  data.own = state.sums.at(-1) + data.bias
  const paintMaps = (list, numbers, { rows, columns, channels }, scale, limit) =>
    list.forEach((figure, channel) => {
      paint(figure.querySelector("canvas"), channelOf(numbers, channel, channels), { rows, columns, scale }, limit)
    })
  paintMaps(state.maps, all, data.map, "magnitude", state.high)
  paintMaps(state.folded, weights, data.grid, "signed", state.strong)
  paintVector(state)
  legend(find(".legend-values"), "magnitude", state.high)
  legend(find(".legend-weights"), "signed", state.strong)
  write(find(".title-weights span"), `: ${data.labels[data.unit]}`)
  write(find(".title-vector i"), data.grid.rows > 1 ? "Flattened" : "Averaged")
  write(find(".title-vector span"), `: ${values.length}`)
  const title = find(".seen b")
  title.replaceChildren(data.truth ? "A patch" : "Your picture")
  if (data.truth) make("span", title, { textContent: ` of ${data.truth}` })
  const known = `these ${NUMBERS[data.labels.length]} textures`
  write(find(".asked"), data.truth ? `It learned ${known}: which one is this?` : `It knows ${known} only, and has to pick one`)
  find(".view").classList.toggle("secret", isHidden(state))
  writeClasses(state)
}

// What comes once: the picture, and a sample of each class.
const drawPictures = async state => {
  const { picture, samples } = state.data
  const key = `${picture.version} ${samples.version}`
  if (state.pictured === key) return
  state.pictured = key
  const [seen, known] = await Promise.all([heldArray(picture), heldArray(samples)])
  if (state.pictured !== key) return
  paint(state.find(".picture canvas"), seen, { ...picture, channels: 3 })
  const side = samples.columns
  state
    .find(".classes")
    .querySelectorAll("canvas")
    .forEach((canvas, index) => {
      const values = known.subarray(3 * index * side * side, 3 * (index + 1) * side * side)
      paint(canvas, values, { rows: side, columns: side, channels: 3 })
    })
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  if (isLate(parentElement, data.heard)) return
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    state.isPlaying = false
    cancelAnimationFrame(state.frame)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.data = data
  state.choose = unit => setStateValue("unit", { value: unit, edit: nextEdit(parentElement) })
  state.tellAdded = () => setTriggerValue("added", true)
  useSchemeOf(state.find(".view"))
  state.values = decode(data.vector)
  state.weights = decode(data.weights)
  state.maps = figures(state.find(".values"), data.names)
  state.folded = figures(state.find(".weights"), data.names)
  cancelAnimationFrame(state.frame)
  setPlaying(state, false)
  draw(state)
  drawPictures(state)
  listen(state)
  show(state, state.place, { speak: false })
  return close
}
