// The answer at the right end of a network: its own, or why there is none; and clearly apart, what another network says.

import { make } from "../../shared/components/elements.js"

/** A probability as people read it: never 0 or 100%. */
export const probably = probability => {
  if (probability > 0.999) return "> 99.9%"
  if (probability < 0.001) return "< 0.1%"
  return `${(100 * probability).toFixed(probability < 0.1 || probability >= 0.995 ? 1 : 0)}%`
}

const bar = (place, { name, probability, index }, point) => {
  const row = make("button", place, { className: "bar", type: "button", title: `What speaks for ${name}` })
  row.onpointerenter = row.onfocus = row.onclick = () => point(index, row)
  row.onpointerleave = row.onblur = () => point(null)
  const line = make("div", row)
  make("span", line, { textContent: name })
  make("b", line, { textContent: probably(probability) })
  make("u", make("i", row)).style.width = `${Math.max(100 * probability, 0.5)}%`
}

/** Write the answer: { title, labels, note, other: { title, labels } }; `point(index, element)` hears which class is pointed at. */
export const writeAnswer = (place, { title, labels, note, other }, point) => {
  place.replaceChildren()
  make("h2", place, { textContent: title })
  for (const label of labels) bar(place, label, point)
  if (note) make("p", place, { textContent: note })
  if (!other) return
  const apart = make("div", place, { className: "other" })
  make("p", apart, { textContent: other.title })
  for (const { name, probability } of other.labels) {
    const row = make("div", apart, { className: "row" })
    make("span", row, { textContent: name })
    make("span", row, { textContent: probably(probability) })
  }
}
