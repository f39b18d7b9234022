// The classes of an answer, a row each: a sample, the logit, and the probability that softmax makes of it.

import { children, make, write } from "../../shared/components/elements.js"

const newClass = () => {
  const row = document.createElement("button")
  row.type = "button"
  row.className = "class"
  make("canvas", row)
  make("span", row, { className: "name" })
  for (const kind of ["logit", "probability"]) {
    make("u", make("span", row, { className: `track ${kind}` }))
    make("span", row, { className: `number ${kind}-number` })
  }
  return row
}

const bar = (row, kind, from, to) => {
  const { style } = row.querySelector(`.${kind} u`)
  style.left = `${100 * from}%`
  style.width = `${100 * (to - from)}%`
}

const minus = text => text.replace("-", "−")

/** Write the rows; while a unit's sum grows, its logit is what there is of it so far. */
export const writeClasses = state => {
  const { data, find, isPlaying, sums, weighed } = state
  const logits = data.logits.map((logit, unit) => (isPlaying && unit === data.unit ? sums[weighed] + data.bias : logit))
  const low = Math.min(0, ...data.logits)
  const span = Math.max(0, ...data.logits) - low || 1
  const best = data.probabilities.indexOf(Math.max(...data.probabilities))
  const place = logit => Math.min(Math.max((logit - low) / span, 0), 1)
  children(find(".classes"), data.labels.length, newClass).forEach((row, unit) => {
    const [logit, probability] = [logits[unit], data.probabilities[unit]]
    write(row.querySelector(".name"), data.labels[unit])
    bar(row, "logit", place(Math.min(logit, 0)), place(Math.max(logit, 0)))
    write(row.querySelector(".logit-number"), minus(logit.toFixed(2)))
    bar(row, "probability", 0, probability)
    write(row.querySelector(".probability-number"), `${(100 * probability).toFixed(1)}%`)
    row.classList.toggle("best", unit === best)
    row.setAttribute("aria-pressed", unit === data.unit)
    row.ariaLabel = `${data.labels[unit]}: logit ${minus(data.logits[unit].toFixed(2))}, probability ${(100 * probability).toFixed(1)}%`
    row.onclick = () => state.choose(unit)
  })
}
