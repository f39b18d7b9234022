// What lessons/advice/wish_path.py draws as buttons is pressed: wishes, facts, answers to them, and the lines of the plan.

import { whenGone } from "../../shared/components/lifetime.js"

const PRESSED = new WeakMap() // a stage -> what was pressed on it and is about to be drawn anew

export default function ({ parentElement, setTriggerValue }) {
  const stage = (parentElement.getRootNode().host ?? parentElement).closest("[class*=_stage]")
  if (!stage) return
  stage.onclick = event => {
    const button = event.target.closest("[data-wish], [data-part], [data-ask], [data-fact]")
    if (!button) return
    const { wish, part, ask, fact, value } = button.dataset
    const [name, told] = Object.entries({ wish, part, ask, fact }).find(([, told]) => told)
    PRESSED.set(stage, `[data-${name}="${told}"]${fact ? `[data-value="${value}"]` : ""}`)
    setTriggerValue("pressed", fact ? { fact: `${fact} ${value}` } : { [name]: told })
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
