// A collection on a table. Another split moves its pictures from side to side; what is torn apart by it is tied with a red line.

import { decodeBytes } from "../../shared/components/arrays.js"
import { children, make, makeSvg, write } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"
import { momentsOf, twinOf } from "./moments.js"

const STATES = new WeakMap()
const FLIES = 520 // milliseconds from side to side
const SIZES = [
  [40, "large"],
  [66, "middling"],
  [110, "small"],
] // up to so many pictures, thumbnails of this size; beyond, tiny ones

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches
const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`

const begin = parentElement => {
  const state = { find: selector => parentElement.querySelector(selector), thumbs: new Map() }
  state.resized = new ResizeObserver(() => state.data && tie(state))
  state.resized.observe(state.find(".table"))
  state.find(".rows").onscroll = () => tie(state)
  STATES.set(parentElement, state)
  return state
}

const thumbOf = (state, picture) => {
  const { data, thumbs } = state
  const thumb = thumbs.get(picture.place) ?? document.createElement("div")
  thumbs.set(picture.place, thumb)
  const [row, column] = [Math.floor(picture.place / data.across), picture.place % data.across]
  thumb.className = picture.seen ? "thumb seen" : "thumb"
  thumb.dataset.place = picture.place
  thumb.style.backgroundImage = `url(${state.address})`
  const most = Math.max(...data.rows.flatMap(({ pictures }) => pictures.map(({ place }) => place)))
  const lines = Math.floor(most / data.across) + 1
  thumb.style.backgroundSize = `${100 * data.across}% ${100 * lines}%`
  const share = (at, count) => (count > 1 ? (100 * at) / (count - 1) : 0)
  thumb.style.backgroundPosition = `${share(column, data.across)}% ${share(row, lines)}%`
  return thumb
}

const fill = (state, side, pictures) => {
  side.replaceChildren()
  for (const moment of momentsOf(pictures)) {
    const place = moment.length > 1 ? make("div", side, { className: "moment" }) : side
    place.append(...moment.map(picture => thumbOf(state, picture)))
  }
}

const newRow = () => {
  const row = document.createElement("div")
  row.className = "row"
  row.setAttribute("role", "group")
  const name = make("div", row, { className: "name" })
  make("b", name)
  make("i", name)
  make("div", row, { className: "side" })
  make("div", row, { className: "side locked" })
  return row
}

const drawRow = (state, row, { label, count, missing, pictures }) => {
  const { isSplit } = state.data
  write(row.querySelector("b"), `${label}: ${count}`)
  const note = row.querySelector("i")
  const more = count - pictures.length
  write(note, missing ? `bring ${missing} more` : more ? `${more} not shown` : "")
  note.classList.toggle("wrong", missing > 0)
  const [train, test] = row.querySelectorAll(".side")
  const [learning, locked] = [pictures.filter(each => !each.locked), pictures.filter(each => each.locked)]
  fill(state, train, learning)
  fill(state, test, locked)
  for (let slot = 0; slot < missing; slot++) make("div", train, { className: "slot" })
  const split = isSplit ? `, ${learning.length} for training and ${locked.length} locked away` : ", not split yet"
  const moments = momentsOf(pictures).filter(moment => moment.length > 1)
  const tied = moments.map(moment => `, ${moment.length} of one moment`).join("")
  row.ariaLabel = `${label}: ${counted(count, "picture")}${split}${tied}${missing ? `; ${missing} more are needed` : ""}`
}

// A line from each test picture to one of its moment that is for training.
const tie = state => {
  const { find, data, thumbs } = state
  const ties = find(".ties")
  const origin = find(".table").getBoundingClientRect()
  const rows = find(".rows").getBoundingClientRect()
  const all = data.rows.flatMap(({ pictures }) => pictures)
  const lines = all
    .filter(({ seen }) => seen)
    .map(picture => [picture, twinOf(picture, all)])
    .filter(([, twin]) => twin)
    .map(pair => pair.map(({ place }) => thumbs.get(place).getBoundingClientRect()))
    .filter(pair => pair.every(({ top, bottom }) => top < rows.bottom && bottom > rows.top))
  const paths = children(ties, lines.length, () => makeSvg("path", ties))
  lines.forEach(([from, to], number) => {
    const [x, y] = [from.left - origin.left, from.top + from.height / 2 - origin.top]
    const [endX, endY] = [to.left + to.width / 2 - origin.left, to.bottom - origin.top]
    paths[number].setAttribute("d", `M${x} ${y}C${(x + endX) / 2} ${y + 26} ${endX + 10} ${endY + 24} ${endX} ${endY}`)
  })
}

const rectsOf = ({ thumbs }) => new Map([...thumbs].map(([place, thumb]) => [place, thumb.getBoundingClientRect()]))

const fly = (state, before) => {
  let flies = 0
  for (const [place, thumb] of state.thumbs) {
    const [from, to] = [before.get(place), thumb.getBoundingClientRect()]
    if (!from?.width || (Math.abs(from.left - to.left) < 2 && Math.abs(from.top - to.top) < 2)) continue
    const way = `translate(${from.left - to.left}px, ${from.top - to.top}px)`
    thumb.animate([{ transform: way }, { transform: "none" }], { duration: FLIES, easing: "cubic-bezier(.3, 0, .1, 1)" })
    flies++
  }
  if (flies) state.find(".ties").animate([{ opacity: 0 }, { opacity: 1 }], { duration: 260, delay: FLIES, fill: "backwards" })
}

const light = (state, place) => {
  const all = state.data.rows.flatMap(({ pictures }) => pictures)
  const group = all.find(picture => picture.place === place)?.group ?? -1
  for (const picture of all)
    state.thumbs.get(picture.place).classList.toggle("lit", group >= 0 && picture.group === group && !picture.seen)
}

const draw = state => {
  const { find, data } = state
  const count = data.rows.reduce((sum, { pictures }) => sum + pictures.length, 0)
  find(".table").dataset.size = SIZES.find(([most]) => count <= most)?.[1] ?? "tiny"
  write(find(".lead"), data.lead)
  write(find(".title"), data.title)
  find(".rows").dataset.split = data.isSplit
  find(".test").style.visibility = data.isSplit ? "visible" : "hidden"
  write(find(".train"), data.isSplit ? "For training" : "On the table")
  write(find(".said"), data.said)
  find(".said").classList.toggle("wrong", data.isWarning)
  const rows = find(".rows")
  rows.ariaLabel = `${data.title}, class by class`
  children(rows, data.rows.length, newRow).forEach((row, number) => {
    drawRow(state, row, data.rows[number])
  })
  const point = event => light(state, Number(event.target.dataset?.place ?? -1))
  rows.onpointerover = point
  rows.onpointerdown = point
  rows.onpointerleave = () => light(state, -1)
}

export default function ({ data, parentElement }) {
  const state = STATES.get(parentElement) ?? begin(parentElement)
  const close = whenGone(parentElement, () => {
    state.resized.disconnect()
    forgetPicture(parentElement)
    STATES.delete(parentElement)
  })
  const isSame = state.data?.sheet === data.sheet
  const before = isSame && !isStill() ? rectsOf(state) : new Map()
  state.data = data
  if (!isSame) {
    state.address = pictureUrl(parentElement, decodeBytes(data.sheet))
    state.thumbs.clear()
  }
  draw(state)
  tie(state) // before anything flies: it asks where the pictures lie
  fly(state, before)
  return close
}
