// The classes of an answer, a row each: a sample, the logit, e to the logit, and the probability that softmax makes of them.

import { children, make, write } from "../../shared/components/elements.js"

export const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
const TINY = 0.01

const newClass = () => {
  const row = document.createElement("button")
  row.type = "button"
  row.className = "class"
  make("canvas", row)
  make("span", row, { className: "name" })
  const bar = kind => {
    make("u", make("span", row, { className: `track ${kind}` }))
  }
  const number = kind => make("span", row, { className: `number ${kind}` })
  bar("logit")
  number("logit-number")
  number("powers")
  bar("probability")
  number("probability-number")
  return row
}

const bar = (row, kind, from, to) => {
  const { style } = row.querySelector(`.${kind} u`)
  style.left = `${100 * from}%`
  style.width = `${100 * (to - from)}%`
}

const minus = text => text.replace("-", "−")
const percent = share => `${(100 * share).toFixed(1)}%`

/** e to each logit divided by the temperature, and what each is of all of them together. */
export const softmaxOf = (logits, temperature) => {
  const highest = Math.max(...logits)
  const shares = logits.map(logit => Math.exp((logit - highest) / temperature)) // so that nothing is too large
  const all = shares.reduce((sum, share) => sum + share, 0)
  const powers = logits.map(logit => Math.exp(logit / temperature))
  return { powers, total: powers.reduce((sum, power) => sum + power, 0), probabilities: shares.map(share => share / all) }
}

/** A power of e as text: with as many digits as one reads. */
export const spellPower = power => {
  if (power < TINY) return `< ${TINY}`
  if (power < 10) return power.toFixed(2)
  if (power < 1e6) return power.toLocaleString("en-GB", { maximumFractionDigits: power < 100 ? 1 : 0 })
  const [digits, exponent] = power.toExponential(1).split("e+")
  return `${digits} × 10${[...exponent].map(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("")}`
}

// The lowest and the highest logit on the bars' scale: of the whole race while it is run, so that no bar leaves it.
const logitsReach = ({ data, isPlaying, allSums }) => {
  if (!isPlaying) return [Math.min(0, ...data.logits), Math.max(0, ...data.logits)]
  const reached = allSums.map((sums, unit) => {
    const start = data.biases[unit] + data.added
    return [start + Math.min(...sums), start + Math.max(...sums)]
  })
  return [Math.min(0, ...reached.map(([low]) => low)), Math.max(0, ...reached.map(([, high]) => high))]
}

/** Write the rows; while they are a secret, without their numbers; while the sums grow, each logit is what there is of it so far, and the probabilities follow. */
export const writeClasses = state => {
  const { data, find, isPlaying, allSums, weighed } = state
  const isSecret = data.isSecret && !state.isTold
  const soFar = unit => allSums[unit][weighed] + data.biases[unit] + data.added
  const logits = data.logits.map((logit, unit) => (isPlaying ? soFar(unit) : logit))
  const { powers, total, probabilities: followed } = softmaxOf(logits, data.temperature)
  const probabilities = isPlaying ? followed : data.probabilities
  const [low, high] = logitsReach(state)
  const span = high - low || 1
  const best = probabilities.indexOf(Math.max(...probabilities))
  const place = logit => Math.min(Math.max((logit - low) / span, 0), 1)
  const rows = children(find(".classes"), data.labels.length, newClass)
  rows.forEach((row, unit) => {
    const [logit, probability] = [logits[unit], probabilities[unit]]
    write(row.querySelector(".name"), data.labels[unit])
    bar(row, "logit", place(Math.min(logit, 0)), place(Math.max(logit, 0)))
    row.querySelector(".logit u").classList.toggle("against", logit < 0)
    const isKnown = !isSecret || isPlaying
    write(row.querySelector(".logit-number"), isKnown ? minus(logit.toFixed(2)) : "")
    write(row.querySelector(".powers"), isKnown ? spellPower(powers[unit]) : "")
    bar(row, "probability", 0, probability)
    write(row.querySelector(".probability-number"), isKnown ? percent(probability) : "")
    row.style.setProperty("--row", unit)
    row.classList.toggle("best", unit === best && isKnown)
    row.setAttribute("aria-pressed", unit === data.unit)
    const told = `logit ${minus(data.logits[unit].toFixed(2))}, probability ${percent(data.probabilities[unit])}`
    row.ariaLabel = `${data.labels[unit]}: ${isSecret ? "not added up yet" : told}`
    row.onclick = () => state.choose(unit)
  })
  writeSoftmax(find, { data, logit: logits[data.unit], power: powers[data.unit], total, probability: probabilities[data.unit] })
}

// What softmax does, in one line for the chosen class.
const writeSoftmax = (find, { data, logit, power, total, probability }) => {
  const divided = data.temperature === 1 ? "" : ` / ${data.temperature}`
  const head = find(".power")
  head.replaceChildren("e")
  make("sup", head, { textContent: `logit${divided}` })
  const line = find(".softmax")
  line.replaceChildren("e")
  make("sup", line, { textContent: `${minus(logit.toFixed(2))}${divided}` })
  line.append(` is ${spellPower(power)} of ${spellPower(total)}, all ${NUMBERS[data.labels.length]} together: `)
  make("b", line, { textContent: `that is ${percent(probability)}` })
}
