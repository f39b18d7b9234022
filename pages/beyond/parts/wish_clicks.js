// The wishes and the questions that lessons/advice/wish_path.py draws as buttons are pressed.

import { whenGone } from "../../shared/components/lifetime.js"

const PRESSED = new WeakMap() // a stage -> what was pressed on it and is about to be drawn anew

export default function ({ parentElement, setTriggerValue }) {
  const stage = (parentElement.getRootNode().host ?? parentElement).closest("[class*=_stage]")
  if (!stage) return
  stage.onclick = event => {
    const button = event.target.closest("[data-wish], [data-part]")
    if (!button) return
    const { wish, part } = button.dataset
    PRESSED.set(stage, wish ? `[data-wish="${wish}"]` : `[data-part="${part}"]`)
    setTriggerValue("pressed", wish ? { wish } : { part })
  }
  const pressed = PRESSED.get(stage)
  if (pressed) {
    PRESSED.delete(stage)
    const focus = () => stage.querySelector(pressed)?.focus({ preventScroll: true })
    requestAnimationFrame(() => requestAnimationFrame(focus))
  }
  return whenGone(parentElement, () => {
    stage.onclick = null
  })
}
