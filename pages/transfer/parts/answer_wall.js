// A dot for each picture of a test, filled where the answer is right. Pointing at a dot, or going there by keys, shows its picture.

import { make, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"

const STATES = new WeakMap()
const LARGE = 130 // pixels of the picture that is shown
const KEYS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }

const perCent = share => (share > 0.995 && share < 1 ? "> 99%" : `${Math.round(100 * share)}%`)

// A tile of the sheet as the background of an element, so many pixels wide and high.
const paintTile = (element, { sheet, tile, columns }, number, side) => {
  const scale = side / tile
  element.style.backgroundImage = `url(data:image/jpeg;base64,${sheet})`
  element.style.backgroundSize = `${columns * tile * scale}px auto`
  element.style.backgroundPosition = `-${(number % columns) * side}px -${Math.floor(number / columns) * side}px`
}

// The picture of an answer that was not asked for yet, round, in its dot's place.
const paintUnasked = (dot, data, number) => {
  const { place } = data.pictures[number]
  if (place < 0) return
  dot.classList.add("unasked")
  paintTile(make("i", dot), data, place, data.side - 2)
}

const toldOf = ({ labels, pictures }, number) => {
  const { target, answer, share, sure } = pictures[number]
  if (answer === null) return [labels[target], "not opened yet"]
  if (!sure) return [labels[target], `says nothing: only ${perCent(share)} sure`]
  return [labels[target], `called ${labels[answer]}, ${perCent(share)}`]
}

// A small picture of a class before its row, where there is one.
const addExample = (wall, data, own) => {
  const example = make("span", wall, { className: "example" })
  const first = own.find(number => data.pictures[number].place >= 0)
  const side = data.sheet && first !== undefined ? data.example : 0
  Object.assign(example.style, { width: `${side}px`, height: `${side}px` })
  if (side) paintTile(example, data, data.pictures[first].place, side)
}

const isWrong = ({ target, answer }) => answer !== null && answer !== target

const draw = state => {
  const { data, find } = state,
    wall = find(".wall")
  wall.replaceChildren()
  wall.classList.toggle("named", data.named)
  wall.classList.toggle("bare", !data.example)
  wall.style.gridTemplateRows = data.rows.map(high => `${high}px`).join(" ")
  wall.style.setProperty("--own", data.colour)
  wall.ariaLabel = data.label
  wall.ariaValueMax = data.pictures.length
  state.dots = []
  data.labels.forEach((label, target) => {
    const own = data.order[target]
    if (data.named) make("span", wall, { className: "name", textContent: label, title: label })
    if (data.example) addExample(wall, data, own)
    const row = make("span", wall, { className: "dots" })
    row.style.width = `${data.inRow * data.side}px`
    for (const number of own) {
      const { target: truth, answer, sure } = data.pictures[number]
      const look = answer === null ? "" : !sure ? "silent" : answer === truth ? "right" : "wrong"
      const dot = make("span", row, { className: `dot ${look}` })
      dot.style.width = `${Math.floor(1e4 / data.inRow) / 100}%`
      if (answer === null) paintUnasked(dot, data, number)
      state.dots.push([number, dot])
    }
  })
}

// Say where the keys are: at this place in the order of the dots.
const tell = ({ find, data, dots }, place) => {
  if (!dots.length) return
  find(".wall").ariaValueNow = place + 1
  find(".wall").ariaValueText = toldOf(data, dots[place][0]).join(", ")
}

// Show the picture of the dot at this place in the order of the dots, or none.
const show = (state, place) => {
  const { find, data, dots } = state,
    preview = find(".preview")
  dots[state.place]?.[1].classList.remove("shown")
  state.place = place
  preview.hidden = place === null || !dots.length
  if (preview.hidden) return
  const [number, dot] = dots[place],
    told = data.pictures[number],
    [truth, said] = toldOf(data, number)
  dot.classList.add("shown")
  const picture = preview.querySelector(".picture")
  picture.hidden = told.place < 0
  if (told.place >= 0) paintTile(picture, data, told.place, LARGE)
  write(preview.querySelector(".truth"), truth)
  write(preview.querySelector(".said"), said)
  preview.querySelector(".said").classList.toggle("wrong", isWrong(told) && told.sure)
  const wall = find(".wall")
  tell(state, place)
  const at = dot.getBoundingClientRect(),
    home = wall.getBoundingClientRect()
  const room = Math.max(home.width, wall.parentNode.host?.clientWidth ?? 0)
  preview.style.left = `${Math.max(0, Math.min(at.left - home.left - 60, room - 148))}px`
  preview.style.top = `${at.bottom - home.top + 6}px`
}

const listen = state => {
  const wall = state.find(".wall")
  const placeOf = event => {
    const dot = event.target.closest?.(".dot")
    const place = state.dots.findIndex(([, each]) => each === dot)
    return place < 0 ? null : place
  }
  wall.onpointermove = event => {
    const place = placeOf(event)
    if (place !== null && place !== state.place) show(state, place)
  }
  wall.onpointerleave = event => {
    if (event.pointerType === "mouse") show(state, null)
  }
  wall.onclick = event => {
    const place = placeOf(event)
    if (place !== null) show(state, place)
  }
  wall.onfocus = () => {
    if (state.place === null && wall.matches(":focus-visible")) show(state, Math.max(0, firstWrong(state)))
  }
  wall.onblur = () => show(state, null)
  wall.onkeydown = event => {
    if (event.key === "Escape") return show(state, null)
    if (!(event.key in KEYS)) return
    event.preventDefault()
    show(state, Math.max(0, Math.min(state.dots.length - 1, (state.place ?? -1) + KEYS[event.key])))
  }
}

const firstWrong = ({ dots, data }) => dots.findIndex(([number]) => isWrong(data.pictures[number]))

export default function ({ data, parentElement }) {
  const first = !STATES.has(parentElement)
  const state = STATES.get(parentElement) ?? { place: null, version: null }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.data = data
  if (first) listen(state)
  if (state.version !== data.version) {
    state.version = data.version
    state.place = null
    draw(state)
    tell(state, 0)
    state.find(".preview").hidden = true
  }
  return whenGone(parentElement, () => STATES.delete(parentElement))
}
