// How every number of a small network comes about on the way forward, and every slope on the way back: factors and their sum.
// A number is named by its lane ("value", "slope" or "step"), its part, and its place: "slope:kernel:2".

const SIDE = 5 // of the picture
const KERNEL = 2 // of the kernel, and of a window of max pooling
const MAP = 4
const POOLED = 2
const CLASSES = 2

/** The way there and back, stop by stop: what is looked at. Stop 0 is the loss; those before it lead to it. */
export const FIRST = -5
export const LAST = 7
const FORTH = { map: -5, bent: -4, pooled: -3, sums: -2, chances: -1, loss: 0 }
const BACK = { sums: 1, denseBias: 2, dense: 2, pooled: 3, bent: 4, map: 5, bias: 6, kernel: 6 }
const GIVEN = ["image", "kernel", "bias", "dense", "denseBias", "wanted"]

export const nameOf = ({ lane, part, place }) => `${lane}:${part}:${place}`

/** What a name names. */
export const readName = name => {
  const [lane, part, place] = name.split(":")
  return { lane, part, place: Number(place) }
}

/** The stop from which on a number is known. */
export const stopOf = ({ lane, part }) => {
  if (lane === "step") return LAST
  if (lane === "slope") return BACK[part]
  return GIVEN.includes(part) ? FIRST : FORTH[part]
}

/** The numbers of a pass by name, from where Python says that each lies in a row of them. */
export const readPass = (row, parts, image, right) => {
  const found = { image, wanted: [0, 1].map(unit => Number(unit === right)), right }
  for (const [part, [begin, end]] of Object.entries(parts)) found[part] = row.slice(begin, end)
  return found
}

const SLOPES = {
  sums: "dSums",
  pooled: "dPooled",
  bent: "dBent",
  map: "dMap",
  kernel: "dKernel",
  bias: "dBias",
  dense: "dDense",
  denseBias: "dDenseBias",
}

/** A number by what names it. */
export const numberOf = (pass, { lane, part, place }) => pass[lane === "slope" ? SLOPES[part] : part][place]

const windowOf = place => {
  const [row, column] = [Math.floor(place / POOLED), place % POOLED]
  return [0, 1, MAP, MAP + 1].map(step => row * KERNEL * MAP + column * KERNEL + step)
}
const poolOf = cell => Math.floor(Math.floor(cell / MAP) / KERNEL) * POOLED + Math.floor((cell % MAP) / KERNEL)
const pixelOf = (cell, weight) =>
  (Math.floor(cell / MAP) + Math.floor(weight / KERNEL)) * SIDE + (cell % MAP) + (weight % KERNEL)
const count = length => Array.from({ length }, (_, place) => place)

/** The cell of a window that max pooling keeps: of several largest ones the first. */
export const winnerOf = (pass, place) => {
  const cells = windowOf(place)
  return cells.reduce((best, cell) => (pass.bent[cell] > pass.bent[best] ? cell : best), cells[0])
}

const HOW = {
  "value:map": (_, place, { value }) => ({
    terms: count(4).map(weight => [value("image", pixelOf(place, weight)), value("kernel", weight)]),
    plus: [value("bias", 0)],
  }),
  "value:bent": (pass, place, { value }) => ({ terms: [[value("map", place)]], gate: pass.map[place] > 0 }),
  "value:pooled": (pass, place, { value }) => ({
    terms: windowOf(place).map(cell => [value("bent", cell)]),
    winner: winnerOf(pass, place),
  }),
  "value:sums": (_, unit, { value }) => ({
    terms: count(4).map(place => [value("pooled", place), value("dense", CLASSES * place + unit)]),
    plus: [value("denseBias", unit)],
  }),
  "value:chances": (_, unit, { value }) => ({ terms: count(CLASSES).map(each => [value("sums", each)]), unit }),
  "value:loss": (pass, _, { value }) => ({ terms: [[value("chances", pass.right)]] }),
  "slope:sums": (_, unit, { value }) => ({ terms: [[value("chances", unit)]], minus: value("wanted", unit) }),
  "slope:dense": (_, place, { value, slope }) => ({
    terms: [[slope("sums", place % CLASSES), value("pooled", Math.floor(place / CLASSES))]],
  }),
  "slope:denseBias": (_, unit, { slope }) => ({ terms: [[slope("sums", unit)]] }),
  "slope:pooled": (_, place, { value, slope }) => ({
    terms: count(CLASSES).map(unit => [slope("sums", unit), value("dense", CLASSES * place + unit)]),
  }),
  "slope:bent": (pass, cell, { slope }) => ({
    terms: [[slope("pooled", poolOf(cell))]],
    gate: winnerOf(pass, poolOf(cell)) === cell,
    rivals: windowOf(poolOf(cell)),
  }),
  "slope:map": (pass, cell, { slope, value }) => ({
    terms: [[slope("bent", cell)]],
    gate: pass.map[cell] > 0,
    decides: value("map", cell),
  }),
  "slope:kernel": (pass, weight, { value, slope }) => ({
    terms: withSlope(pass).map(cell => [slope("map", cell), value("image", pixelOf(cell, weight))]),
  }),
  "slope:bias": (pass, _, { slope }) => ({ terms: withSlope(pass).map(cell => [slope("map", cell)]) }),
}

const withSlope = pass => count(MAP * MAP).filter(cell => pass.dMap[cell] !== 0)

/**
 * How a number comes about: `terms`, each a list of factors {lane, part, place, value}, and `result`. A `gate` is open or shut, of
 * a pool there is a `winner`; `plus` are added, `minus` is taken away, and a step takes away rate × slope.
 */
export const chainOf = (pass, named, rate) => {
  const factor = lane => (part, place) => ({ lane, part, place, value: numberOf(pass, { lane, part, place }) })
  const of = { value: factor("value"), slope: factor("slope") }
  const { lane, part, place } = named
  if (lane === "step") {
    const [weight, slope] = [of.value(part, place), of.slope(part, place)]
    return { named, terms: [[weight]], rate, slope, result: weight.value - rate * slope.value }
  }
  const how = HOW[`${lane}:${part}`]
  return how ? { named, ...how(pass, place, of), result: numberOf(pass, named) } : null
}

/** Everything that a number comes from at once: its factors. */
export const sourcesOf = chain => {
  const { terms, plus = [], minus, decides, slope } = chain
  return [...terms.flat(), ...plus, ...[minus, decides, slope].filter(Boolean)]
}

/** The ways by which the loss's slope came to a number, from that number back to the loss: pairs of names. */
export const waysOf = (pass, named) => {
  const ways = new Map()
  const follow = each => {
    for (const source of chainOf(pass, each)?.terms.flat() ?? []) {
      if (source.lane !== "slope" || source.value === 0) continue
      const key = `${nameOf(source)} ${nameOf(each)}`
      if (ways.has(key)) continue
      ways.set(key, [source, each])
      follow(source)
    }
  }
  follow(named.lane === "step" ? { ...named, lane: "slope" } : named)
  return [...ways.values()]
}

const largest = (values, among = count(values.length)) =>
  among.reduce((best, place) => (Math.abs(values[place]) > Math.abs(values[best]) ? place : best), among[0])

/** What is looked at first at a stop: what has most to show there. */
export const shownAt = (pass, stop) => {
  const cell = largest(pass.bent)
  const steepest = largest(pass.dBent)
  return {
    [-5]: { lane: "value", part: "map", place: cell },
    [-4]: { lane: "value", part: "bent", place: cell },
    [-3]: { lane: "value", part: "pooled", place: poolOf(cell) },
    [-2]: { lane: "value", part: "sums", place: pass.right },
    [-1]: { lane: "value", part: "chances", place: pass.right },
    0: { lane: "value", part: "loss", place: 0 },
    1: { lane: "slope", part: "sums", place: pass.right },
    2: { lane: "slope", part: "dense", place: largest(pass.dDense) },
    3: { lane: "slope", part: "pooled", place: largest(pass.dPooled) },
    4: { lane: "slope", part: "bent", place: steepest },
    5: { lane: "slope", part: "map", place: steepest },
    6: { lane: "slope", part: "kernel", place: largest(pass.dKernel) },
    7: { lane: "step", part: "kernel", place: largest(pass.dKernel) },
  }[stop]
}
