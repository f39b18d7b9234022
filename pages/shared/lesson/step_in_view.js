// What came of a step is seen: the page moves up until the card is whole, if it grew beyond the window's lower edge.
// What was set up is seen, too: the page moves down to its stage.
// On a phone, where the card lies over the stage, a button folds it up; what came of a step unfolds it again.

const LAST = new WeakMap() // what was told last, and how often the stage was set up, for each card that is shown

const BAR = 60 // pixels at the top of the window, under which the page lies

const isCalm = card => card.ownerDocument.defaultView.matchMedia("(prefers-reduced-motion: reduce)").matches
const behavior = card => (isCalm(card) ? "auto" : "smooth")

const show = card => {
  const { top, bottom } = card.getBoundingClientRect()
  const { innerHeight } = card.ownerDocument.defaultView
  if (top < 0 || top > innerHeight || bottom <= innerHeight) return // whoever looks elsewhere is left alone
  card.scrollIntoView({ block: "nearest", behavior: behavior(card) })
}

const showStage = card => {
  const main = card.closest("[data-testid=stMain]")
  const top = main.querySelector("h1").getBoundingClientRect().bottom // the stage is between the question and the card
  const bottom = card.getBoundingClientRect().top
  const seen = Math.min(bottom, main.clientHeight) - Math.max(top, BAR)
  if (seen < (bottom - top) / 2) main.scrollTo({ top: 0, behavior: behavior(card) })
}

const fold = (card, button, isFolded) => {
  card.toggleAttribute("data-folded", isFolded)
  button.ariaExpanded = !isFolded
}

export default function ({ data, parentElement }) {
  const card = (parentElement.getRootNode().host ?? parentElement).closest(".st-key-stage_steps")
  if (!card) return
  const button = parentElement.querySelector("button")
  button.onclick = () => fold(card, button, !card.hasAttribute("data-folded"))
  const last = LAST.get(card)
  LAST.set(card, { told: data.told, setUps: data.setUps })
  if (!last) return
  if (data.told && data.told !== last.told) fold(card, button, false)
  if (data.setUps > last.setUps) showStage(card)
  else if (data.told && data.told !== last.told) requestAnimationFrame(() => requestAnimationFrame(() => show(card)))
}
