// What a learner does with a picture as numbers: moving the lens, choosing a pixel, turning lights, drawing, undoing.

import { arrowStep, cellUnder, nearestCell } from "../../shared/components/grid_pointer.js"
import { cellsBetween } from "./network_brush.js"
import { begin, carry, choose, resize, stroke, tell, turn } from "./pixel_changes.js"
import { cornerOf, draw, gridOf, lensOf, look, pixelOf, say } from "./pixel_painting.js"

/** Listen to everything. */
export const listen = state => {
  listenToPlaces(state)
  listenToLights(state)
  listenToZoom(state)
}

const listenToPlaces = state => {
  const { find } = state
  const watch = (element, under, isLens) => {
    let isHeld = false
    let last = null // where the brush was
    const hold = cell => {
      if (state.ink) {
        Object.assign(state, { at: cell, inLens: isLens })
        stroke(state, last ? cellsBetween(last, cell) : [cell])
      } else choose(state, cell, { isAround: !isLens })
      last = cell
    }
    element.onpointerdown = event => {
      if (event.button || !state.lit) return
      isHeld = true
      last = null
      element.setPointerCapture(event.pointerId)
      if (state.ink) begin(state)
      hold(under(event))
    }
    element.onpointermove = event => {
      if (!state.lit) return
      if (isHeld) return hold(under(event))
      if (event.pointerType === "touch") return
      Object.assign(state, { at: under(event), inLens: isLens })
      look(state)
    }
    element.onpointerup = element.onpointercancel = event => {
      if (!isHeld) return
      isHeld = false
      if (event.pointerType === "touch") state.at = null
      tell(state)
      look(state)
    }
    element.onpointerleave = () => {
      if (isHeld || !state.lit) return
      state.at = null
      look(state)
    }
    element.onkeydown = event => {
      const step = arrowStep(event.key)
      const isStroke = state.ink && (event.key === " " || event.key === "Enter")
      if (!(step || isStroke) || !state.lit) return
      event.preventDefault()
      if (isStroke) {
        begin(state)
        stroke(state, [state.place])
        return tell(state)
      }
      choose(state, [state.place[0] + step[0], state.place[1] + step[1]])
      say(state)
    }
    element.onkeyup = event => {
      if (arrowStep(event.key)) tell(state)
    }
  }
  const [cells, patch] = [find(".picture .cells"), find(".patch")]
  watch(cells, event => nearestCell(cellUnder(event, cells, gridOf(state)), gridOf(state)), false)
  const under = event => {
    const [row, column] = nearestCell(cellUnder(event, patch, lensOf(state)), lensOf(state))
    const [top, left] = cornerOf(state)
    return [top + row, left + column]
  }
  watch(patch, under, true)
}

const listenToLights = state => {
  const { find } = state
  let isTurning = false
  find(".lights")
    .querySelectorAll("input")
    .forEach((input, channel) => {
      input.oninput = () => {
        if (!isTurning) begin(state)
        isTurning = true
        turn(state, channel, Number(input.value))
        if (state.ink && !state.every)
          state.ink = state.ink.map((part, each) => (each === channel ? Number(input.value) : part))
        draw(state)
      }
      input.onchange = () => {
        isTurning = false
        tell(state)
      }
    })
  for (const button of find(".tools").querySelectorAll("[data-every]"))
    button.onclick = () => {
      state.every = button.dataset.every === "1"
      look(state)
    }
  find(".brush").onclick = () => {
    state.ink = state.ink ? null : pixelOf(state, state.place)
    state.drawn = new Set() // the pixels that were drawn over since
    look(state)
  }
  find(".undo").onclick = () => {
    const before = state.history.pop()
    if (!before) return
    Object.assign(state, before)
    carry(state)
    draw(state)
    tell(state)
  }
  find(".reset").onclick = () => {
    begin(state)
    Object.assign(state, { copies: new Map(), light: [100, 100, 100] })
    draw(state)
    tell(state)
  }
}

const listenToZoom = state => {
  const { find } = state
  const input = find(".zoom input")
  const zoom = size => {
    state.number ??= state.edit()
    resize(state, size)
    draw(state)
  }
  input.oninput = () => zoom(Number(input.value))
  input.onchange = () => tell(state)
  find(".fewer").onclick = () => {
    zoom(state.size - 1)
    tell(state)
  }
  find(".finer").onclick = () => {
    zoom(state.size + 1)
    tell(state)
  }
}
