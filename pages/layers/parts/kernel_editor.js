// The kernel's cells: typed into, dragged up and down, or stepped with the arrow keys.

import { largest } from "../../shared/components/arrays.js"
import { colourOf, legible } from "../../shared/components/colours.js"
import { children } from "../../shared/components/elements.js"
import { arrowStep } from "../../shared/components/grid_pointer.js"

const CHANNELS = ["red", "green", "blue"]
const DRAG = 8 // pixels of a step
const DRAG_BEGINS = 6 // pixels

/** The number that was typed, with a point or a comma and either minus sign; NaN for anything else. */
export const readWeight = text => {
  const typed = text.trim().replace("−", "-").replace(",", ".")
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed) ? Number(typed) : Number.NaN
}

/** A weight's text as it is shown, with a true minus sign. */
export const shownWeight = text => text.replace(/^-/, "−")

const ROOM = [6, 5] // letters that a cell has room for: of one kernel, and of one of three

/** A weight's text, rounded where a cell has no room for all of it. */
export const fittingWeight = (text, room) => {
  const texts = [text, ...[3, 2, 1].map(digits => String(Number(Number(text).toPrecision(digits))))]
  return texts.find(each => each.length <= room) ?? texts.at(-1)
}

/** The cells as the text of a kernel, which lessons.core.kernels reads. What is no number there is none here either. */
export const kernelText = (cells, columns) => {
  const lines = []
  for (let from = 0; from < cells.length; from += columns)
    lines.push(
      cells
        .slice(from, from + columns)
        .map(cellText)
        .join(" "),
    )
  return lines.join("; ")
}

const cellText = cell => {
  const typed = cell.trim().replace("−", "-")
  return Number.isNaN(readWeight(cell)) ? typed.replace(/[\s,;_]+/g, "?") || "?" : typed.replace(",", ".")
}

/** Where a cell of the kernel stands, for those who can't see it. */
export const cellLabel = (index, { rows, columns }, channels) => {
  const place = index % (rows * columns)
  const channel = channels > 1 ? `${CHANNELS[Math.floor(index / (rows * columns))]}, ` : ""
  return `${channel}row ${Math.floor(place / columns) + 1}, column ${(place % columns) + 1}`
}

export class KernelEditor {
  /**
   * @param grid the element that holds the cells
   * @param heard what is told of an edit: begin() when it begins, change() when a weight is another one, and
   *   finish(text) when it is over; a change that was taken back is over, too
   */
  constructor(grid, heard) {
    this.grid = grid
    this.heard = heard
    this.editing = false
    this.exact = [] // what stands in the cells, with all digits
  }

  /** Show a kernel, an array of weights for each channel, or nothing for null. A cell that is being typed into is left alone unless other texts have come. */
  draw({ kernel, texts, window, editable, largestWeight }) {
    this.grid.hidden = !kernel
    if (!kernel) return this.grid.replaceChildren()
    const known = String(texts) === String(this.texts)
    Object.assign(this, { kernel, texts, window, editable, largestWeight, size: window.rows * window.columns })
    this.grid.style.setProperty("--columns", window.columns)
    this.inputs = children(this.grid, this.size * kernel.length, newCell)
    this.inputs.forEach((input, index) => {
      this.#label(input, index)
      const focused = input.getRootNode().activeElement === input
      if (!focused || !known) {
        this.exact[index] = texts[this.#channel(index)][index % this.size]
        input.value = shownWeight(fittingWeight(this.exact[index], ROOM[kernel.length > 1 ? 1 : 0]))
      }
      this.#listen(input, index)
    })
    this.#tint()
  }

  #channel(index) {
    return Math.floor(index / this.size)
  }

  #label(input, index) {
    const { length } = this.kernel
    input.classList.remove("wrong")
    input.classList.toggle("next", length > 1 && index >= this.size && index % this.size < this.window.columns)
    input.readOnly = !this.editable
    input.dataset.channel = length > 1 ? this.#channel(index) : ""
    input.ariaLabel = cellLabel(index, this.window, length)
  }

  #listen(input, index) {
    input.oninput = () => this.#set(index, readWeight(input.value))
    input.onchange = () => this.#send()
    input.onblur = () => this.#finish() // what was typed and taken back is no change to the browser
    input.onkeydown = event => this.#step(event, index)
    input.onkeyup = event => {
      if (this.#rises(event)) this.#finish()
    }
    input.onpointerdown = event => this.#drag(event, index)
    input.onclick = () => {
      if (this.entered === input) input.select() // so that what is typed takes the place of what is there
      this.entered = null
    }
  }

  // How many steps a key raises a weight by.
  #rises({ key }) {
    return -(arrowStep(key)?.[0] ?? 0)
  }

  #step(event, index) {
    const by = this.#rises(event)
    if (!by || !this.editable) return
    event.preventDefault()
    this.#nudge(index, readWeight(this.inputs[index].value) + by * stepOf(event))
  }

  #drag(event, index) {
    if (!this.editable) return
    const input = this.inputs[index]
    this.entered = input.getRootNode().activeElement === input ? null : input
    const from = event.clientY
    const start = readWeight(input.value) || 0
    let dragged = false
    input.setPointerCapture(event.pointerId)
    input.onpointermove = moving => {
      const up = from - moving.clientY
      if (!dragged && Math.abs(up) < DRAG_BEGINS) return
      dragged = true
      this.entered = null
      this.#nudge(index, start + Math.round(up / DRAG) * stepOf(moving))
    }
    input.onpointerup = input.onpointercancel = () => {
      input.onpointermove = input.onpointerup = input.onpointercancel = null
      if (!dragged) return input.select() // what is typed takes its place
      input.blur()
      this.#finish()
    }
  }

  #nudge(index, value) {
    this.inputs[index].value = shownWeight(String(Math.round(value * 100) / 100))
    this.#set(index, value)
  }

  #set(index, value) {
    this.exact[index] = this.inputs[index].value
    const good = Number.isFinite(value) && Math.abs(value) <= this.largestWeight
    this.inputs[index].classList.toggle("wrong", !good)
    if (!good) return
    this.#begin()
    this.kernel[this.#channel(index)][index % this.size] = Math.fround(value)
    this.#tint()
    this.heard.change()
  }

  #begin() {
    if (!this.editing) this.heard.begin()
    this.editing = true
  }

  #finish() {
    if (this.editing) this.#send()
  }

  #send() {
    this.#begin()
    this.editing = false
    this.heard.finish(kernelText(this.exact.slice(0, this.inputs.length), this.window.columns))
  }

  #tint() {
    const weights = this.kernel.flat()
    const strongest = largest(weights)
    this.inputs.forEach((input, index) => {
      const colour = colourOf(weights[index], "signed", strongest)
      input.style.background = `rgb(${colour})`
      input.style.color = legible(colour)
    })
  }
}

const stepOf = event => (event.shiftKey ? 0.1 : 1)

const newCell = () => Object.assign(document.createElement("input"), { autocomplete: "off", spellcheck: false })
