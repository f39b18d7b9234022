// What is said of a number on the way there and back: a sentence, and its sum as chips and signs.

/** A number for a chip: two decimals, three where it is small, fewer where it is large; what is not zero is not written as zero. */
export const short = value => {
  const size = Math.abs(value)
  if (size === 0) return "0"
  if (size < 0.0005) return "≈ 0"
  const digits = size < 0.0995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0
  return value.toFixed(digits).replace("-", "−")
}

/** The same for a cell, where there is no room for a third decimal. */
export const tiny = value => {
  const size = Math.abs(value)
  return size === 0 ? "0" : size < 0.005 ? "≈ 0" : size < 0.0995 ? (value + 0).toFixed(2).replace("-", "−") : short(value)
}

const LABELS = {
  value: { image: "pixel", kernel: "weight", bias: "bias", map: "in the map", bent: "after ReLU", pooled: "pooled" },
  slope: { pooled: "its slope", bent: "its slope", map: "slope" },
}
Object.assign(LABELS.value, { dense: "weight", denseBias: "bias", sums: "sum", chances: "it says", wanted: "wanted" })

const labelOf = ({ lane, part, place }, names) =>
  lane === "slope" && part === "sums" ? `slope: ${names[place]}` : LABELS[lane][part]

const chip = (factor, names) => ({ text: short(factor.value), value: factor.value, label: labelOf(factor, names) })
const sign = text => ({ sign: text })

// What 1 or 0 is taken from has as many decimals as what is left of it.
const beside = (value, rest) => (Math.abs(rest) < 0.0995 ? value.toFixed(3) : short(value))

const between = (lists, text) => lists.flatMap((list, place) => (place ? [sign(text), ...list] : list))

/** The sum behind a number, as chips {text, value, label, power} and signs {sign}; the last chip is what comes out. */
export const equationOf = (chain, names) => {
  const { named, terms, result } = chain
  const end = [sign("="), { text: short(result), value: result, label: endOf(named, names), isResult: true }]
  if (named.lane === "step") {
    const [[weight]] = terms
    const rate = { text: String(chain.rate), label: "learning rate" }
    const step = { text: short(chain.slope.value), value: chain.slope.value, label: "its slope" }
    return [chip(weight, names), sign("−"), rate, sign("×"), step, ...end]
  }
  if (named.lane === "value" && named.part === "chances") {
    const power = { text: short(terms[chain.unit][0].value), power: true, label: `e to its sum` }
    const all = terms.map(([each]) => [{ text: short(each.value), power: true, label: names[each.place] }])
    return [power, sign("÷"), sign("("), ...between(all, "+"), sign(")"), ...end]
  }
  if (named.lane === "value" && named.part === "loss") {
    return [sign("−ln"), chip(terms[0][0], names), ...end]
  }
  if (chain.winner !== undefined) {
    return [
      sign("largest of"),
      ...between(
        terms.map(([each]) => [{ ...chip(each, names), label: "" }]),
        ",",
      ),
      ...end,
    ]
  }
  if (chain.gate !== undefined) {
    const gate = { text: chain.gate ? "1" : "0", label: gateOf(chain) }
    return [chip(terms[0][0], names), sign("×"), gate, ...end]
  }
  if (!terms.length) return [sign("nothing to add"), ...end]
  const written = each => (chain.minus ? { ...chip(each, names), text: beside(each.value, result) } : chip(each, names))
  const all = terms.map(factors =>
    between(
      factors.map(each => [written(each)]),
      "×",
    ),
  )
  const plus = (chain.plus ?? []).flatMap(each => [sign("+"), chip(each, names)])
  const minus = chain.minus ? [sign("−"), { ...chip(chain.minus, names), text: String(chain.minus.value) }] : []
  return [...between(all, "+"), ...plus, ...minus, ...end]
}

const gateOf = ({ named: { lane, part }, gate }) => {
  if (lane === "slope" && part === "bent") return gate ? "was kept" : "was not kept"
  return gate ? "gate open" : "gate shut"
}

const endOf = ({ lane, part, place }, names) => {
  if (lane === "slope") return "slope"
  if (lane === "step") return "new weight"
  return {
    map: "in the map",
    bent: "after ReLU",
    pooled: "pooled",
    sums: `sum: ${names[place]}`,
    chances: "it says",
    loss: "loss",
  }[part]
}

const percent = chance =>
  chance > 0.9995 ? "more than 99.9%" : chance < 0.0005 ? "less than 0.1%" : `${(100 * chance).toFixed(1)}%`

/** One or two sentences about a number. */
export const tell = (chain, pass, names) => {
  const { named, gate, terms } = chain
  const { lane, part, place } = named
  const [right, name] = [names[pass.right], names[place]]
  if (lane === "step") return "Each weight takes a small step against its slope. How long the step is, the learning rate says."
  return {
    "value:map": () => "The kernel lies on four pixels. Four products and the bias add up to one cell of the map.",
    "value:bent": () =>
      gate
        ? "ReLU is a gate. This value is above zero: it passes."
        : "ReLU is a gate. This value is not above zero: 0 comes out.",
    "value:pooled": () => "Pooling keeps the largest of four cells, and forgets the others.",
    "value:sums": () => `Each pooled value times its weight: that adds up to the sum of “${name}”.`,
    "value:chances": () => `Softmax turns both sums into probabilities: ${percent(pass.chances[place])} for “${name}”.`,
    "value:loss": () =>
      `It knows two answers, ${names.map(each => `“${each}”`).join(" and ")}. “${right}” is right, and gets ${percent(pass.chances[pass.right])}. The loss says how wrong that is; 0 would be perfect.`,
    "slope:sums": () =>
      place === pass.right
        ? `“${name}” is right. Its slope is below zero: a larger sum would make the loss smaller.`
        : `“${name}” is wrong. Its slope is above zero: a larger sum would make the loss larger.`,
    "slope:dense": () =>
      "A pooled value times this weight went into the sum. So the slope of the sum times that value is its slope.",
    "slope:denseBias": () => "A bias is just added to the sum, so it has the same slope as the sum.",
    "slope:pooled": () => "This value went into both sums, through two weights. Both ways back are added.",
    "slope:bent": () =>
      gate
        ? "Pooling kept this cell, the largest of its four. It gets all of the slope, the other three get 0."
        : "Pooling did not keep this cell. A little more or less of it would change nothing: its slope is 0.",
    "slope:map": () =>
      gate
        ? "ReLU let this value through, so it lets the slope through."
        : "ReLU shut the gate here: no value came through, and no slope goes back.",
    "slope:kernel": () =>
      terms.length
        ? `This weight lay on every part of the picture. ${placesOf(terms.length)} of 16 in the map ${terms.length > 1 ? "have" : "has"} a slope: each adds slope × pixel.`
        : "No cell of the map has a slope, so this weight can’t learn anything from this picture.",
    "slope:bias": () =>
      terms.length
        ? "The bias was added to every cell of the map, so it adds up their slopes."
        : "No cell of the map has a slope, so the bias can’t learn anything from this picture.",
  }[`${lane}:${part}`]()
}

const placesOf = many => (many > 1 ? `${many} cells` : "One cell")

/** What each stop is called. */
export const STOPS = {
  [-5]: "forward: the map",
  [-4]: "forward: ReLU",
  [-3]: "forward: pooling",
  [-2]: "forward: the sums",
  [-1]: "forward: its answer",
  0: "forward: the loss",
  1: "back to the sums",
  2: "back to the weights",
  3: "back to the pooled map",
  4: "back through pooling",
  5: "back through ReLU",
  6: "back to the kernel",
  7: "a step downhill",
}
