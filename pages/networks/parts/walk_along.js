// The networks of a walk are pressed, and arrow keys go from one to the next.

import { whenGone } from "../../shared/components/lifetime.js"

const STEPS = { ArrowLeft: -1, ArrowRight: 1 }
const WALKING = new WeakSet() // the walks whose network was pressed and is about to be drawn anew

const stationOf = event => event.target.closest("[data-station]")

export default function ({ data, parentElement, setTriggerValue }) {
  const walk = (parentElement.getRootNode().host ?? parentElement).closest("[class*=_stage]")
  if (!walk) return
  const go = place => {
    if (place < 0 || place >= data.count || place === data.at) return
    WALKING.add(walk)
    setTriggerValue("station", place)
  }
  walk.onclick = event => {
    const station = stationOf(event)
    if (station) go(Number(station.dataset.station))
  }
  walk.onkeydown = event => {
    if (!(event.key in STEPS && stationOf(event))) return
    event.preventDefault()
    go(data.at + STEPS[event.key])
  }
  if (WALKING.delete(walk)) {
    const focus = () => walk.querySelector(`[data-station="${data.at}"]`)?.focus({ preventScroll: true })
    requestAnimationFrame(() => requestAnimationFrame(focus))
  }
  return whenGone(parentElement, () => {
    walk.onclick = null
    walk.onkeydown = null
  })
}
