// A network of neurons in the browser: what lessons.core.network computes, so that it follows a brush and can learn before one's eyes.
// Tests hold it against that. A network is { layers: [{ inputs, count, weights, bias }], activation }; weights lie input by input.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const [ZERO, PARTS] = [2048, 100] // a weight is two digits: hundredths, counted from -20.48
const TIE = 1e-12

/** Read a network from the text of its weights; null where the text is not of these sizes. */
export const readNetwork = (text, sizes, activation) => {
  const wanted = sizes.slice(1).reduce((all, count, place) => all + (sizes[place] + 1) * count, 0)
  if (text.length !== 2 * wanted) return null
  let at = 0
  const next = () => {
    at += 2
    return (DIGITS.indexOf(text[at - 2]) * 64 + DIGITS.indexOf(text[at - 1]) - ZERO) / PARTS
  }
  const layers = sizes.slice(1).map((count, place) => {
    const inputs = sizes[place]
    const layer = { inputs, count, weights: new Float64Array(inputs * count), bias: new Float64Array(count) }
    for (let neuron = 0; neuron < count; neuron++) {
      for (let input = 0; input < inputs; input++) layer.weights[input * count + neuron] = next()
      layer.bias[neuron] = next()
    }
    return layer
  })
  return { layers, activation }
}

/** The text of a network's weights, to the hundredth. */
export const writeNetwork = ({ layers }) => {
  let text = ""
  const write = value => {
    const count = Math.min(Math.max(Math.floor(value * PARTS + 0.5), 1 - ZERO), ZERO - 1) + ZERO
    text += DIGITS[Math.floor(count / 64)] + DIGITS[count % 64]
  }
  for (const { inputs, count, weights, bias } of layers)
    for (let neuron = 0; neuron < count; neuron++) {
      for (let input = 0; input < inputs; input++) write(weights[input * count + neuron])
      write(bias[neuron])
    }
  return text
}

export const bend = (sum, activation) => (activation === "Step" ? Number(sum >= 0) : (Math.tanh(sum / 2) + 1) / 2)

const shares = sums => {
  const most = Math.max(...sums)
  const powers = sums.map(sum => Math.exp(sum - most))
  const all = powers.reduce((before, power) => before + power, 0)
  return powers.map(power => power / all)
}

/** { sums, outputs, probabilities } of a picture: the first two of each layer. A single neuron answers for the first class. */
export const answerOf = ({ layers, activation }, picture) => {
  const [sums, outputs] = [[], []]
  let given = picture
  for (const { inputs, count, weights, bias } of layers) {
    const here = Array.from(bias)
    for (let input = 0; input < inputs; input++)
      if (given[input])
        for (let neuron = 0; neuron < count; neuron++) here[neuron] += given[input] * weights[input * count + neuron]
    const isSharedOut = sums.length === layers.length - 1 && count > 1
    given = isSharedOut ? shares(here) : here.map(sum => bend(sum, activation))
    sums.push(here)
    outputs.push(given)
  }
  return { sums, outputs, probabilities: given.length > 1 ? given : [given[0], 1 - given[0]] }
}

/** Whether the right class has the largest probability; half and half is no answer. */
export const isRight = ({ probabilities }, target) =>
  probabilities.every((share, place) => place === target || share < probabilities[target] - TIE)

/** Whether the two largest probabilities are alike. */
export const isOpen = ({ probabilities }) => {
  const [first, second] = [...probabilities].sort((one, other) => other - one)
  return first - second <= TIE
}

/** Whether its answer is a smooth one, so that a loss of it can fall. */
export const hasSlope = ({ layers, activation }) => activation !== "Step" || layers.at(-1).count > 1

/** The mean cross-entropy over drawings of { values, target }. */
export const lossOf = (network, drawings) =>
  drawings.reduce(
    (all, { values, target }) => all - Math.log(Math.max(answerOf(network, values).probabilities[target], Number.MIN_VALUE)),
    0,
  ) / drawings.length

/** Turn every weight against its slope, by one step of gradient descent on all drawings together. */
export const learn = (network, drawings, rate) => {
  const { layers, activation } = network
  const slopes = layers.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
  }))
  for (const { values, target } of drawings) {
    const found = answerOf(network, values)
    const given = [values, ...found.outputs]
    const last = layers.at(-1).count
    let back = found.probabilities.slice(0, last).map((share, place) => share - Number(place === target))
    if (!hasSlope(network)) back = [0] // a step is flat wherever it has a slope
    for (let place = layers.length - 1; place >= 0; place--)
      back = passBack(layers[place], slopes[place], given[place], back, activation)
  }
  for (const [place, { weights, bias }] of layers.entries()) {
    const far = rate / drawings.length
    slopes[place].weights.forEach((slope, at) => {
      weights[at] -= far * slope
    })
    slopes[place].bias.forEach((slope, at) => {
      bias[at] -= far * slope
    })
  }
}

// Add a layer's slopes up, and return those of what it was given, before its own bend.
const passBack = ({ inputs, count, weights }, slopes, given, back, activation) => {
  const before = new Array(inputs).fill(0)
  for (let neuron = 0; neuron < count; neuron++) slopes.bias[neuron] += back[neuron]
  for (let input = 0; input < inputs; input++) {
    for (let neuron = 0; neuron < count; neuron++) {
      slopes.weights[input * count + neuron] += given[input] * back[neuron]
      before[input] += weights[input * count + neuron] * back[neuron]
    }
    before[input] *= activation === "Sigmoid" ? given[input] * (1 - given[input]) : 0
  }
  return before
}
