// What a learner sees of their work being kept in this browser: a switch, when it was last kept, and what comes back.
import { make } from "../components/elements.js"
import { whenGone } from "../components/lifetime.js"
import { keeperOf } from "./keeper_of_document.js"

const followed = new WeakMap()

const time = at => {
  const day = new Date(at)
  const clock = day.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
  if (day.toDateString() === new Date().toDateString()) return clock
  return `${day.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, ${clock}`
}
const counted = (count, one) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : `${one}s`}`
const size = bytes => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`)
const held = ({ pictures, photos, networks }) =>
  [
    [pictures, "picture"],
    [photos, "photo of your own"],
    [networks, "network"],
  ]
    .filter(([count]) => count)
    .map(([count, one]) => (one.startsWith("photo") && count > 1 ? `${count} photos of your own` : counted(count, one)))
    .join(", ")

const button = (parent, label, use, disabled) =>
  make("button", parent, { type: "button", textContent: label, onclick: use, disabled })

const drawPage = (root, keeper) => {
  const { kept, page, busy, wrong } = keeper.state
  root.replaceChildren()
  root.getRootNode().host?.closest(".st-key-frame_keeping")?.toggleAttribute("data-shown", keeper.isElsewhere())
  if (!keeper.isElsewhere()) return
  const card = make("div", root, { className: "card", role: "status" })
  const said = make("p", card)
  said.textContent = busy || `Welcome back. Your work of ${time(kept.at)} is kept in this browser: ${held(kept)}.`
  if (!busy && (page.holds.pictures || page.holds.photos))
    said.textContent += " It would take the place of what you have here now."
  if (wrong) make("p", card, { className: "said wrong", textContent: wrong })
  button(card, "Continue with it", () => keeper.resume(), Boolean(busy)).className = "first"
  button(card, "Delete it", () => keeper.discard(), Boolean(busy))
}

const drawSwitch = (root, keeper, { words, brief }) => {
  const { on, kept, wrong } = keeper.state
  if (!root.firstChild) {
    const card = make("div", root, { className: brief ? "card brief" : "card quiet" })
    const label = make("label", card)
    const box = make("input", label, { type: "checkbox", onchange: () => keeper.turn(box.checked) })
    label.append("Keep my work in this browser")
    make("p", card, { className: "said", ariaLive: "polite" })
  }
  const said = root.querySelector(".said")
  root.querySelector("input").checked = on
  said.classList.toggle("wrong", Boolean(wrong))
  const isHere = kept && !keeper.isElsewhere()
  said.textContent =
    wrong || (isHere ? `Last kept at ${time(kept.at)}, ${size(kept.bytes)}. Switch it off to delete it.` : words)
}

export default function ({ data, parentElement }) {
  const document = parentElement.ownerDocument
  const keeper = keeperOf(document)
  const root = parentElement.querySelector(".keeping")
  const draw = () => (data.part === "page" ? drawPage(root, keeper) : drawSwitch(root, keeper, data))
  followed.get(root)?.()
  followed.set(root, keeper.follow(draw))
  return whenGone(parentElement, () => {
    followed.get(root)?.()
    followed.delete(root)
  })
}
