// One weight, the loss as a hill over its values, and a ball on it. Where the ball goes comes from Python; here it rolls there.

import { decode } from "../../shared/components/arrays.js"
import { colourOf, useSchemeOf } from "../../shared/components/colours.js"
import { makeSvg, write } from "../../shared/components/elements.js"
import { arrowStep } from "../../shared/components/grid_pointer.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { isLate, nextEdit } from "../../shared/components/numbered_edits.js"
import { paint } from "../../shared/components/painting.js"
import { heldArray } from "./held_arrays.js"
import { at, isBeyond, rowsOf, scaleOf, tellStep } from "./one_weight_hill.js"
import { short } from "./way_back_words.js"

const STATES = new WeakMap()
const MARGIN = { top: 66, bottom: 58 } // of the hill, in pixels
const PACE = { one: 650, many: 110 } // milliseconds of a step
const RADIUS = 15 // of the ball
const STRIDE = 0.1 // of the weight, for an arrow key
const SHADES = [0, 0.25, 0.5, 0.75, 1] // of the ground, from its foot to its top
const DARKEST = 0.62
const TANGENT = 62 // pixels of the slope that is drawn, each way

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches

const begin = parentElement => {
  const state = { find: selector => parentElement.querySelector(selector), edit: () => nextEdit(parentElement), turn: 0 }
  state.resized = new ResizeObserver(() => state.curve && paintHill(state))
  state.resized.observe(state.find(".land"))
  listen(state)
  STATES.set(parentElement, state)
  return state
}

const paintHill = state => {
  const { find, curve } = state
  const { width, height } = find(".land").getBoundingClientRect()
  if (!width) return
  state.scale = scaleOf(curve, { width, height }, MARGIN)
  const { x, y } = state.scale
  const line = curve.weight.map((weight, place) => `${x(weight).toFixed(1)} ${y(curve.loss[place]).toFixed(1)}`).join("L")
  find(".course").setAttribute("d", `M${line}`)
  find(".ground").setAttribute("d", `M${line}L${width} ${height}L0 ${height}Z`)
  const lowest = curve.weight[curve.loss.indexOf(Math.min(...curve.loss))]
  find(".low").style.left = `${Math.min(Math.max(x(lowest), 56), width - 56)}px`
  const gradient = find("#height")
  gradient.replaceChildren()
  for (const share of SHADES) {
    const colour = colourOf(share * DARKEST, "magnitude", 1)
    makeSvg("stop", gradient, { offset: share, "stop-color": `rgb(${colour})` })
  }
  show(state)
}

// The ball lies on the hill: its middle is above the ground, at a right angle to it.
const show = state => {
  const { find, curve, path, data, scale, step } = state
  if (!scale) return
  const weight = state.weight ?? path.weight[step]
  const isGone = isBeyond(curve, weight)
  const isResting = state.weight === undefined
  const here = isResting ? { loss: path.loss[step], slope: path.slope[step], says: path.says[step] } : at(curve, weight)
  const drawn = at(curve, weight)
  const [x, y] = [scale.x(weight), scale.y(drawn.loss)]
  const pixels = (scale.y(drawn.loss + drawn.slope) - y) / (scale.x(curve.weight[0] + 1) || 1)
  const length = Math.hypot(1, pixels)
  const [left, top] = [x + (RADIUS * pixels) / length, y - RADIUS / length]
  const ball = find(".ball")
  const land = find(".land").clientWidth
  const inside = Math.min(Math.max(left, RADIUS), land - RADIUS)
  ball.style.left = `${inside}px`
  ball.style.top = `${top}px`
  ball.style.setProperty("--turn", `${(x / RADIUS).toFixed(3)}rad`)
  const badge = find(".loss")
  write(badge, `loss ${short(here.loss)}`)
  badge.style.left = `${Math.min(Math.max(inside, 48), land - 48)}px`
  badge.style.top = `${top}px`
  badge.style.transform = "translateX(-50%)"
  const reach = TANGENT / length
  find(".tangent").setAttribute("d", isGone ? "" : `M${x - reach} ${y - reach * pixels}L${x + reach} ${y + reach * pixels}`)
  write(find(".across b"), short(weight))
  const answers = find(".says").querySelectorAll(".answer")
  for (const [place, share] of [here.says, 1 - here.says].entries()) {
    const answer = answers[place]
    write(answer.querySelector("span"), data.names[place])
    write(answer.querySelector("em"), `${(100 * share).toFixed(0)}%`)
    answer.querySelector("i").style.setProperty("--share", `${100 * share}%`)
  }
  const steps = path.weight.length - 1
  write(find(".count"), `step ${step} of ${steps}`)
  find(".step").disabled = step === steps
  find(".reset").disabled = step === 0
  const slider = find(".land")
  slider.ariaValueNow = weight.toFixed(2)
  slider.ariaValueText = `the weight is ${short(weight)}, the loss ${short(here.loss)}`
  if (!isResting) return
  const [before, strong, after] = tellStep({ slope: here.slope, rate: data.rate, isBeyond: isGone, weight, spell: short })
  const words = find(".words")
  words.replaceChildren(before)
  words.append(Object.assign(document.createElement("b"), { textContent: strong }), after)
  const trail = find(".trail")
  trail.replaceChildren()
  path.weight.slice(0, step).forEach((each, place) => {
    if (!isBeyond(curve, each)) makeSvg("circle", trail, { cx: scale.x(each), cy: scale.y(path.loss[place]), r: 4 })
  })
}

const speak = ({ find, path, step, data }) => {
  const says = `${data.names[0]} gets ${(100 * path.says[step]).toFixed(0)} percent`
  write(find(".said"), `Step ${step}. The weight is ${short(path.weight[step])}, the loss ${short(path.loss[step])}; ${says}.`)
}

const report = (state, begin) => {
  clearTimeout(state.reporting)
  const edit = state.edit()
  const send = () => state.send("told", { value: { step: state.step, ...(begin === undefined ? {} : { begin }) }, edit })
  if (begin !== undefined) return send()
  state.reporting = setTimeout(send, 150)
}

const stop = state => {
  cancelAnimationFrame(state.frame)
  state.weight = undefined
  state.until = null
  write(state.find(".many"), `${state.path ? state.path.weight.length - 1 : 50} steps`)
}

// Roll to a step, one after the other; each takes so long.
const roll = (state, until, lasts) => {
  stop(state)
  if (isStill()) state.step = until
  if (state.step >= until) {
    show(state)
    speak(state)
    return report(state)
  }
  clearTimeout(state.reporting)
  state.edit() // what Python says of earlier deeds is late from now on
  state.until = until
  if (until - state.step > 1) write(state.find(".many"), "Stop")
  let began = performance.now()
  const frame = now => {
    const share = Math.min((now - began) / lasts, 1)
    const [from, to] = [state.path.weight[state.step], state.path.weight[state.step + 1]]
    const eased = until - state.step > 1 || lasts < 300 ? share : share * share * (3 - 2 * share)
    state.weight = from + (to - from) * eased
    if (share === 1) {
      state.step += 1
      state.weight = undefined
      began = now
    }
    show(state)
    if (state.step < until) {
      state.frame = requestAnimationFrame(frame)
      return
    }
    stop(state)
    speak(state)
    report(state)
  }
  state.frame = requestAnimationFrame(frame)
}

const listen = state => {
  const { find } = state
  const last = () => state.path.weight.length - 1
  find(".step").onclick = () => {
    if (state.until && state.step < state.until) state.step = Math.min(state.until, state.step + 1) // be done with that one
    roll(state, Math.min(state.step + 1, last()), PACE.one)
  }
  find(".many").onclick = () => {
    if (state.until) {
      stop(state)
      show(state)
      return report(state)
    }
    if (state.step === last()) state.step = 0
    roll(state, last(), PACE.many)
  }
  find(".reset").onclick = () => {
    stop(state)
    state.step = 0
    show(state)
    report(state)
  }
  const land = find(".land")
  const put = weight => {
    stop(state)
    const begin = Math.round(100 * Math.min(Math.max(weight, state.curve.weight[0]), state.curve.weight.at(-1))) / 100
    const here = at(state.curve, begin)
    state.path = Object.fromEntries(Object.entries({ weight: begin, ...here }).map(([name, value]) => [name, [value]]))
    state.step = 0
    show(state)
    report(state, begin)
  }
  land.onclick = ({ clientX }) => put(state.scale.weightAt(clientX - land.getBoundingClientRect().left))
  land.onkeydown = event => {
    const step = arrowStep(event.key)
    if (!step) return
    event.preventDefault()
    put((state.weight ?? state.path.weight[state.step]) + STRIDE * (step[1] || -step[0]))
  }
}

const drawPicture = async state => {
  const { picture } = state.data
  if (state.pictured === picture.version) return
  state.pictured = picture.version
  const values = await heldArray(picture)
  if (state.pictured === picture.version) paint(state.find(".thumbnail"), values, { ...picture, channels: 3 })
}

export default function ({ data, parentElement, setStateValue }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    stop(state)
    clearTimeout(state.reporting)
    state.resized.disconnect()
    STATES.delete(parentElement)
  })
  state.send = setStateValue
  if (isLate(parentElement, data.heard)) return close
  useSchemeOf(state.find(".one"))
  state.data = data
  state.curve = rowsOf(decode(data.curve))
  state.path = rowsOf(decode(data.path))
  stop(state)
  state.step = data.step
  Object.assign(state.find(".land"), {
    ariaValueMin: state.curve.weight[0].toFixed(2),
    ariaValueMax: state.curve.weight.at(-1).toFixed(2),
  })
  paintHill(state)
  drawPicture(state)
  return close
}
