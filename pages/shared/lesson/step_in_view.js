// What came of a step is seen: the page moves up until the card is whole, if it grew beyond the window's lower edge.

const TOLD = new WeakMap() // what was told last, for each card that is shown

const show = card => {
  const { top, bottom } = card.getBoundingClientRect()
  const { innerHeight } = card.ownerDocument.defaultView
  if (top < 0 || top > innerHeight || bottom <= innerHeight) return // whoever looks elsewhere is left alone
  const isCalm = card.ownerDocument.defaultView.matchMedia("(prefers-reduced-motion: reduce)").matches
  card.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" })
}

export default function ({ data, parentElement }) {
  const card = (parentElement.getRootNode().host ?? parentElement).closest(".st-key-stage_steps")
  if (!card) return
  const isNew = TOLD.has(card) && data.told && TOLD.get(card) !== data.told
  TOLD.set(card, data.told)
  if (isNew) requestAnimationFrame(() => requestAnimationFrame(() => show(card)))
}
