// The paper that a network is drawn on: its colours and letters, and the few things that all levels draw with them.

import { colourLevels, TABLES } from "../../shared/components/colours.js"

const NAMES = ["ink", "ink2", "ink3", "line", "line2", "accent", "raised", "paper", "soft"]
const SERIF = "Newsreader, Georgia, serif"
const MINUS = { light: "#2a659c", dark: "#7fb6e6" } // what takes away
const PLUS = { light: "#b2402c", dark: "#f0907a" }

/** The colours of the page that an element lies on, as CSS names them, and its letters. */
export const paperOf = element => {
  const probe = document.createElement("i")
  element.append(probe)
  const colours = {}
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`
    colours[name] = getComputedStyle(probe).color
  }
  probe.remove()
  const [red, green, blue] = colours.paper.match(/\d+/g).map(Number)
  const scheme = red + green + blue < 384 ? "dark" : "light"
  const sans = getComputedStyle(element).fontFamily
  return { ...colours, scheme, minus: MINUS[scheme], plus: PLUS[scheme], sans, key: Object.values(colours).join() }
}

const LIGHTS = { red: "#f00", green: "#0f0", blue: "#00f" }

/** One colour of a photo: what a lamp of that colour shows of it. */
export const inOneLight = (context, photo, { x, y, width, height }, name) => {
  context.drawImage(photo, x, y, width, height)
  if (!LIGHTS[name]) return
  context.save()
  context.globalCompositeOperation = "multiply"
  context.fillStyle = LIGHTS[name]
  context.fillRect(x, y, width, height)
  context.restore()
}

const INKED = new WeakMap() // piece -> its levels in colours, and for which paper

/** A piece's levels in the colours of the paper, as a canvas. */
export const inked = (piece, paper) => {
  const known = INKED.get(piece)
  if (known?.key === paper.key) return known.canvas
  const { levels, scale } = piece
  const canvas = new OffscreenCanvas(levels.width, levels.height)
  const copy = new ImageData(new Uint8ClampedArray(levels.data), levels.width, levels.height)
  colourLevels(copy.data, scale)
  canvas.getContext("2d").putImageData(copy, 0, 0)
  INKED.set(piece, { key: paper.key, canvas })
  return canvas
}

/** The colour at a share from 0 to 1 of a scale. */
export const inkOf = (share, scale = "magnitude") => {
  const at = 3 * Math.round(Math.min(Math.max(share, 0), 1) * 256)
  return `rgb(${TABLES[scale].subarray(at, at + 3).join()})`
}

/** Words on the canvas: `size` in pixels, `serif` for notes in italics, `bold`, `align`, `colour`. */
export const write = (context, paper, words, x, y, looks = {}) => {
  const { size = 14, serif = false, bold = false, align = "left", colour = paper.ink2, most } = looks
  context.font = serif ? `italic 400 ${size}px ${SERIF}` : `${bold ? 650 : 500} ${size}px ${paper.sans}`
  context.textAlign = align
  context.textBaseline = "alphabetic"
  context.fillStyle = colour
  context.fillText(words, x, y, most)
}

/** How many pixels wide `write` makes words of a size. */
export const widthOfWords = (context, paper, words, size) => {
  context.font = `500 ${size}px ${paper.sans}`
  return context.measureText(words).width
}

/** A rectangle's frame. */
export const frame = (context, { x, y, width, height }, colour, thick = 1) => {
  context.strokeStyle = colour
  context.lineWidth = thick
  context.strokeRect(x - thick / 2 + 0.5, y - thick / 2 + 0.5, width + thick - 1, height + thick - 1)
}

/** A frame that is seen on every picture: the accent inside of white. */
export const frameOnPicture = (context, rect, paper, thick = 2.4) => {
  frame(context, rect, paper.scheme === "dark" ? "#181613" : "#fff", thick * 2)
  frame(context, rect, paper.accent, thick)
}

/** One tile of a sheet, where `place` counts its tiles line by line. */
export const tile = (context, sheet, [height, width], across, place, { x, y, width: wide, height: high }) => {
  const [row, column] = [Math.floor(place / across), place % across]
  context.imageSmoothingEnabled = width > wide || width > 28 // small maps: every value a block
  context.drawImage(sheet, column * width, row * height, width, height, x, y, wide, high)
}

/** A curve from one place to another, as wide as a share; what takes away is blue and dashed. */
export const curve = (context, paper, from, to, { share = 0, thick, colour, faint = 1, drawn = 1 } = {}) => {
  const middle = (from.x + to.x) / 2
  context.save()
  context.globalAlpha = faint
  context.strokeStyle = colour ?? (share < 0 ? paper.minus : paper.accent)
  context.lineWidth = thick ?? widthOf(share)
  context.lineCap = "round"
  if (share < 0) context.setLineDash([5, 5])
  else if (drawn < 1) context.setLineDash([drawn * 1600, 1600])
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y)
  context.stroke()
  context.restore()
}

/** Pixels of a link: half a pixel for nothing, 8 for all of a map. The root keeps small shares apart. */
export const widthOf = share => 0.8 + 7.2 * Math.sqrt(Math.min(Math.abs(share), 1))

/** The legend of a scale: a bar from nothing to much, or from below zero to above. */
export const legend = (context, paper, x, y, width, [low, high], scale = "magnitude") => {
  const gradient = context.createLinearGradient(x, 0, x + width, 0)
  for (let stop = 0; stop <= 10; stop++) gradient.addColorStop(stop / 10, inkOf(stop / 10, scale))
  context.fillStyle = gradient
  context.beginPath()
  context.roundRect(x, y, width, 8, 4)
  context.fill()
  context.strokeStyle = paper.line2
  context.lineWidth = 1
  context.stroke()
  write(context, paper, low, x, y + 23)
  write(context, paper, high, x + width, y + 23, { align: "right" })
}

/** A share as people say it. */
export const percent = share => {
  const size = Math.abs(share)
  const sign = share < 0 ? "−" : ""
  if (size > 0.999) return `${sign}100%`
  return `${sign}${size < 0.01 ? (100 * size).toFixed(1) : Math.round(100 * size)}%`
}
