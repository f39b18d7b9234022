// A page begins at its top, and the menu, which lies over it, closes. Streamlit sees to neither.

import { nameDropZones } from "./drop_zones.js"
import { keeperOf } from "./keeper_of_document.js"
import { forgetProgress } from "./kept_progress.js"

const first = "home"
const LOW = 0.75 // of the window's height
const SOON = 150 // milliseconds, in which the section begins to be there: before that, the page is too short
const turned = "pageTurned" // kept on the document, which outlives every page

// The page that a link of Streamlit's leads to; the first one's address is empty.
const slugOf = link => link.getAttribute("href").split("/").pop() || first

// Whoever asked to forget everything has done with the menu, which would lie over the dialog; so has whoever chose the lesson that
// is shown. With another lesson the menu goes by itself: to close it would have the page that leaves run once more, and not this one.
const closeAfterChoice = event => {
  const { target } = event
  const link = target.closest?.(".st-key-frame_lessons a")
  const isDone = link
    ? slugOf(link) === target.ownerDocument.documentElement.dataset[turned]
    : target.closest?.(".st-key-frame_forget button")
  if (!isDone) return
  event.target.ownerDocument.querySelector('.st-key-frame_bar [data-testid="stPopoverButton"][aria-expanded="true"]')?.click()
}

const beginAnew = (document, forgets) => {
  const keeper = keeperOf(document)
  const leave = () => keeper.leave(() => document.location.replace(new URL(".", document.location).pathname))
  if (!forgets) return leave()
  forgetProgress()
  keeper.forget().then(leave, leave)
}

// A section that was chosen is seen: where hardly anything of it is in the window, the page moves up a part of the way.
const showSection = event => {
  const tab = event.target.closest?.('[data-testid="stMain"] [role="tab"]')
  const window = tab?.ownerDocument.defaultView
  if (!tab || tab.getBoundingClientRect().bottom < LOW * window.innerHeight) return
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches
  setTimeout(() => tab.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" }), SOON)
}

// For a projector, page down goes to the next step to try, and page up back.
const turnStep = event => {
  const by = { PageDown: 1, PageUp: -1 }[event.key]
  const document = event.target.ownerDocument ?? event.target
  if (!by || !document.querySelector(".st-key-frame_leave") || event.defaultPrevented) return
  const rings = [...document.querySelectorAll('.st-key-stage_rings [role="radio"]')]
  const next = rings[rings.findIndex(ring => ring.ariaChecked === "true") + by]
  if (!next) return
  event.preventDefault()
  next.click()
}

export default function ({ data, parentElement }) {
  const document = parentElement.ownerDocument
  if (data.anew) return beginAnew(document, data.forgets)
  if (data.class) return document.location.assign(new URL(`classroom?class=${data.class}`, document.location))
  nameDropZones(document)
  const before = document.documentElement.dataset[turned]
  document.documentElement.dataset[turned] = data.page
  if (before === undefined) {
    document.addEventListener("click", closeAfterChoice)
    document.addEventListener("click", showSection)
    document.addEventListener("keydown", turnStep)
  }
  if (before === undefined || before === data.page) return
  for (let node = parentElement; node; node = node.parentElement ?? node.getRootNode().host) node.scrollTop = 0
}
