// A section that was opened is seen: the page moves up until its name stands on top, if it lies low in the window.

const OPEN = new WeakMap() // the section that was open last, for each row of them

const LOW = 0.4 // of the window
const BAR = 60 // pixels that stay above it, for the page's own bar
const CARD = ".st-key-stage_steps:has(.stays)" // the step to try, which stays there too while it needs a section
const FILLING = 20000 // milliseconds in which what is in it may still come, and make room to move up

const heightOfCard = document => {
  const card = document.querySelector(CARD)
  return card && getComputedStyle(card.parentElement).position === "sticky" ? card.offsetHeight : 0
}

const moveUp = row => {
  const isCalm = row.ownerDocument.defaultView.matchMedia("(prefers-reduced-motion: reduce)").matches
  row.style.scrollMarginTop = `${BAR + heightOfCard(row.ownerDocument)}px`
  row.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" })
}

const show = row => {
  const view = row.ownerDocument.defaultView
  if (row.getBoundingClientRect().top < LOW * view.innerHeight) return
  moveUp(row)
  const filling = new ResizeObserver(() => moveUp(row))
  filling.observe(row)
  const stop = () => filling.disconnect()
  view.setTimeout(stop, FILLING)
  for (const event of ["wheel", "pointerdown", "touchstart", "keydown"]) view.addEventListener(event, stop, { once: true })
}

export default function ({ data, parentElement }) {
  const row = (parentElement.getRootNode().host ?? parentElement).closest("[class*=st-key-stage_sections]")
  if (!row) return
  const isNew = OPEN.has(row) && OPEN.get(row) !== data.open
  OPEN.set(row, data.open)
  if (isNew) requestAnimationFrame(() => requestAnimationFrame(() => show(row)))
}
