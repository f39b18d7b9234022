// A small network, its way to the loss and the way back: a walk through it, any number's sum, and steps downhill.
// All numbers come from Python: the weights, values and slopes of each step. Here they are only looked at.

import { decode } from "../../shared/components/arrays.js"
import { useSchemeOf } from "../../shared/components/colours.js"
import { write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { paint } from "../../shared/components/painting.js"
import { heldArray } from "./held_arrays.js"
import { chainOf, FIRST, LAST, nameOf, readName, readPass, shownAt, sourcesOf, stopOf } from "./way_back_chains.js"
import { build, drawWires, limitsOf, paintCells, writeEquation } from "./way_back_figure.js"
import { drawLosses, tellSteps } from "./way_back_learning.js"
import { equationOf, STOPS, tell } from "./way_back_words.js"

const STATES = new WeakMap()
const WALKED = new Set() // figures that walked forward by themselves: once in a visit
const PACE = { forth: 1100, back: 3000, step: 130 } // milliseconds at a stop on the way there, on the way back, and for a step
const NEXT = { ArrowRight: 1, ArrowLeft: -1 }
const OTHER = { ArrowDown: 1, ArrowUp: -1 }

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const find = selector => parentElement.querySelector(selector)
  const state = { find, stop: 0, step: 0, seen: 0, named: null }
  state.cells = build(find(".figure"))
  state.edit = () => nextEdit(parentElement)
  state.resized = new ResizeObserver(() => state.passes && wire(state))
  state.resized.observe(find(".figure"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const passOf = state => state.passes[state.step]

// What is looked at: what was chosen, or else what the stop has to show.
const show = (state, { speak = false, drawn = false } = {}) => {
  const { data, find, cells, stop, step } = state
  const pass = passOf(state)
  const named = state.named ?? shownAt(pass, stop)
  const chain = chainOf(pass, named, data.rate)
  const limits = limitsOf([state.passes[0], pass]) // as long as nothing grows, a colour means the same number
  const end = named.lane === "step" ? { ...named, lane: "value" } : named
  const lit = new Set([end, ...(chain ? sourcesOf(chain) : [])].map(nameOf))
  state.chain = chain
  paintCells(cells, { pass, stop, limits, lit, chosen: nameOf(end) })
  const told = state.event ?? tell(chain, pass, data.names)
  write(find(".words"), told)
  const equation = equationOf(chain, data.names)
  writeEquation(find(".equation"), equation, limits)
  if (speak)
    write(find(".said"), `${STOPS[stop]}, step ${step}. ${told} ${equation.map(each => each.sign ?? each.text).join(" ")}`)
  write(find(".stop"), STOPS[stop])
  const slider = find(".stops")
  slider.value = stop
  slider.setAttribute("aria-valuetext", STOPS[stop])
  find(".backward").disabled = stop === FIRST
  find(".onward").disabled = stop === LAST
  find(".walk").classList.toggle("forth", stop < 0)
  writeAnswer(state, pass)
  wire(state, drawn)
}

const wire = (state, isDrawn = false) => {
  drawWires(state.find(".wires"), state.cells, { pass: passOf(state), chain: state.chain, stop: state.stop }, isDrawn)
}

const writeAnswer = ({ data, find, losses, step, seen }, pass) => {
  find(".classes")
    .querySelectorAll(".class")
    .forEach((button, unit) => {
      write(button, data.names[unit])
      button.setAttribute("aria-checked", unit === pass.right)
      button.title = unit === pass.right ? "This is right" : `Say that “${data.names[unit]}” is right`
    })
  drawLosses({ find, losses, step, seen })
  find(".step").disabled = step === losses.length - 1
  find(".reset").disabled = step === 0
}

const goTo = (state, stop, options = {}) => {
  state.stop = Math.min(Math.max(stop, FIRST), LAST)
  state.named = state.event = null
  show(state, { speak: true, drawn: !isStill(), ...options })
  bringIntoView(state)
}

// On a narrow screen the figure is moved to where something happens.
const bringIntoView = ({ find, cells, chain }) => {
  const scroll = find(".scroll")
  if (scroll.scrollWidth <= scroll.clientWidth || !chain) return
  const cell = cells.get(nameOf(chain.named.lane === "step" ? { ...chain.named, lane: "value" } : chain.named))
  const [view, box] = [scroll.getBoundingClientRect(), cell.getBoundingClientRect()]
  const left = scroll.scrollLeft + (box.left + box.right - view.left - view.right) / 2
  scroll.scrollTo({ left, behavior: isStill() ? "auto" : "smooth" })
}

const setStep = (state, step, options) => {
  const before = state.step
  state.step = Math.min(Math.max(step, 0), state.losses.length - 1)
  state.event = tellSteps(state.losses, before, state.step)
  state.seen = Math.max(state.seen, state.step)
  show(state, options)
}

// Python is told where the walk and the descent stand once they rest. What it says of earlier deeds is late from now on.
const report = state => {
  clearTimeout(state.reporting)
  const edit = state.edit()
  state.reporting = setTimeout(() => {
    state.told = edit
    state.send("told", { value: { stop: state.stop, step: state.step, right: state.right }, edit })
  }, 150)
}

const stopPlaying = state => {
  clearTimeout(state.timer)
  if (state.playing) report(state)
  state.playing = null
  state.find(".play").ariaLabel = "Play"
  write(state.find(".many"), "50 steps")
}

const begins = (state, what) => {
  state.playing = what
  clearTimeout(state.reporting)
  state.edit()
}

// A figure that walks forward by itself shows "Play" all the while: whoever presses it lets it walk on.
const walk = (state, until = LAST) => {
  if (state.playing === "walk" && state.until === LAST) return stopPlaying(state)
  const walksOn = state.playing === "walk"
  state.until = until
  if (until === LAST) state.find(".play").ariaLabel = "Pause"
  if (walksOn) return
  stopPlaying(state)
  begins(state, "walk")
  if (until === LAST) state.find(".play").ariaLabel = "Pause"
  if (state.stop === LAST) state.stop = FIRST - 1
  const next = () => {
    goTo(state, state.stop + 1)
    if (state.stop === state.until) return stopPlaying(state)
    state.timer = setTimeout(next, state.stop < 0 ? PACE.forth : PACE.back)
  }
  next()
}

const descend = state => {
  if (state.playing === "steps") return stopPlaying(state)
  stopPlaying(state)
  const last = state.losses.length - 1
  if (state.step === last) setStep(state, 0)
  if (isStill()) {
    setStep(state, last, { speak: true })
    return report(state)
  }
  begins(state, "steps")
  write(state.find(".many"), "Stop")
  const next = () => {
    setStep(state, state.step + 1)
    if (state.step === last) {
      show(state, { speak: true })
      return stopPlaying(state)
    }
    state.timer = setTimeout(next, PACE.step)
  }
  next()
}

const listen = state => {
  const { find, cells } = state
  const figure = find(".figure")
  const act = (selector, deed) => {
    find(selector).onclick = () => {
      stopPlaying(state)
      deed()
      report(state)
    }
  }
  act(".backward", () => goTo(state, state.stop - 1))
  act(".onward", () => goTo(state, state.stop + 1))
  act(".step", () => setStep(state, state.step + 1, { speak: true, drawn: !isStill() }))
  act(".reset", () => setStep(state, 0, { speak: true }))
  find(".play").onclick = () => walk(state)
  find(".many").onclick = () => descend(state)
  const slide = (selector, deed) => {
    find(selector).oninput = ({ target }) => {
      stopPlaying(state)
      deed(Number(target.value))
      report(state)
    }
  }
  slide(".stops", stop => goTo(state, stop))
  slide(".steps", step => setStep(state, step))
  find(".classes").onclick = ({ target }) => {
    const unit = [...find(".classes").querySelectorAll(".class")].indexOf(target.closest(".class"))
    if (unit < 0 || unit === state.right) return
    stopPlaying(state)
    Object.assign(state, { right: unit, step: 0 }) // from the first weights on, where something is to be learned
    report(state)
  }
  const named = event => event.target.closest("[data-name]")?.dataset.name
  figure.onpointermove = event => {
    const name = named(event)
    if (event.pointerType === "touch" || state.playing || !name || name === state.pointed) return
    state.pointed = name
    look(state, readName(name))
  }
  figure.onclick = event => {
    const name = named(event)
    if (!name) return
    stopPlaying(state)
    choose(state, readName(name))
  }
  figure.onkeydown = event => {
    if (event.target.closest("button, input")) return
    const [onward, other] = [NEXT[event.key], OTHER[event.key]]
    if (!onward && !other) return
    event.preventDefault()
    stopPlaying(state)
    if (onward) {
      goTo(state, state.stop + onward)
      return report(state)
    }
    const { lane, part, place } = state.chain.named
    const count = [...cells.keys()].filter(name => name.startsWith(`value:${part}:`)).length
    state.named = { lane, part, place: (place + other + count) % count }
    state.event = null
    show(state, { speak: true })
  }
}

const WEIGHTS = new Set(["kernel", "bias", "dense", "denseBias"])

// Of a weight its slope is told, once it is known; what has no sum is left alone.
const toldOf = (state, named) => {
  const isWeight = named.lane === "value" && WEIGHTS.has(named.part)
  const asked = isWeight ? { ...named, lane: state.stop === LAST ? "step" : "slope" } : named
  return chainOf(passOf(state), asked, state.data.rate) ? asked : null
}

const look = (state, named) => {
  const asked = toldOf(state, named)
  if (!asked || stopOf(asked) > state.stop) return
  state.named = asked
  state.event = null
  show(state)
}

// A click also goes as far back as that number needs.
const choose = (state, named) => {
  const asked = toldOf(state, named)
  if (!asked) return
  state.stop = Math.max(state.stop, stopOf(asked))
  state.named = asked
  state.event = null
  show(state, { speak: true, drawn: !isStill() })
  report(state)
}

const drawPicture = async state => {
  const { picture } = state.data
  if (state.pictured === picture.version) return
  state.pictured = picture.version
  const values = await heldArray(picture)
  if (state.pictured === picture.version) paint(state.find(".thumbnail"), values, { ...picture, channels: 3 })
}

const load = (state, data) => {
  const before = state.data
  state.data = data
  state.right = data.right
  const rows = decode(data.course)
  const { rows: count, columns } = data.course
  const image = [...decode(data.image)]
  state.passes = Array.from({ length: count }, (_, step) =>
    readPass([...rows.subarray(step * columns, (step + 1) * columns)], data.parts, image, data.right),
  )
  state.losses = state.passes.map(pass => pass.loss[0])
  const isNew = !before || before.course.values !== data.course.values || before.right !== data.right
  if (isNew) Object.assign(state, { seen: 0, event: null })
  state.step = data.step
  state.seen = Math.max(state.seen, data.step)
  const hasMoved = !before || data.stop !== Math.max(state.stop, 0) // Python knows of no stop on the way there
  if (hasMoved || isNew) state.named = null
  if (hasMoved) state.stop = data.stop
  show(state)
  drawPicture(state)
}

// Whether something else than this figure has changed what there is to play.
const isOther = (state, data) =>
  data.heard === state.told && (data.course.values !== state.data.course.values || data.rate !== state.data.rate)

export default function ({ data, parentElement, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stopPlaying(state)
    clearTimeout(state.reporting)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = setStateValue
  state.told ??= data.heard
  const isLateNow = isLate(parentElement, data.heard) // what was done since is on its way
  const wasPlaying = state.playing
  if (wasPlaying ? !isOther(state, data) : isLateNow) return close
  useSchemeOf(state.find(".walk"))
  stopPlaying(state)
  load(state, data)
  if (!WALKED.has(data.name) && data.stop === 0 && data.step === 0 && !isStill()) {
    state.stop = FIRST - 1
    walk(state, 0)
  }
  WALKED.add(data.name)
  return close
}
