// What happens at one output cell: the numbers under the window, their products, what comes out, and the words for it.
//
// shown: { kind, input, window, output, kernel, bias, titles }; input and output have values, scale, and the limit of their colours

import { largest } from "../../shared/components/arrays.js"
import { colourOf } from "../../shared/components/colours.js"
import { spell } from "../../shared/components/spelling.js"
import { pooledAt, productsAt, taps, valueAt } from "./sliding_window.js"

const OUTSIDE = [200, 200, 200]

/** { places, patches, products, bias, total, words }: a patch for each channel, each a list of { value, colour, winner, outside }. */
export const explain = (shown, [row, column]) => {
  const places = taps(shown.window, [row, column])
  const total = shown.output.values[row * shown.output.columns + column]
  const { patches, products, bias, sentence } = KINDS[shown.kind](shown, places, total)
  const [first, last] = [places[0], places.at(-1)]
  const covered =
    places.length > 1
      ? `the window covers input rows ${first[0]} to ${last[0]} and columns ${first[1]} to ${last[1]}`
      : "it looks at this one place of the input"
  return { places, patches, products, bias, total, words: `Output row ${row}, column ${column}: ${covered}. ${sentence}` }
}

const KINDS = {
  convolution(shown, places, total) {
    const { input, window, kernel, bias } = shown
    const patches = []
    const products = []
    const sums = []
    kernel.forEach((weights, channel) => {
      const found = productsAt(input, window, places, weights, channel)
      sums.push(found.products.reduce((sum, product) => sum + product, 0))
      patches.push(kernel.length === 3 ? lit(found.patch, channel) : coloured(found.patch, input.scale, input.limit))
      products.push(found.products)
    })
    const strongest = largest(products.flat())
    const parts = sums.length > 1 ? `The products sum to ${sums.map(spell).join(", ")} in the channels` : "The products sum"
    const more = bias ? `, with the bias ${spell(bias)}` : ""
    const drawn = products.map(values => coloured(values, "signed", strongest))
    return {
      patches,
      products: drawn,
      bias,
      sentence: `${parts}${more}${sums.length > 1 || bias ? ", together" : ""} to ${spell(total)}.`,
    }
  },
  max(shown, places, total) {
    const { values, winner } = pooledAt(shown.input, shown.window, places)
    return pooled(shown, values, winner, `The largest of ${known(values)} values is ${spell(total)}.`)
  },
  average(shown, places, total) {
    const { values } = pooledAt(shown.input, shown.window, places)
    return pooled(shown, values, null, `The mean of ${known(values)} values is ${spell(total)}.`)
  },
  activation({ input, window, titles }, [place], total) {
    const value = valueAt(input, window, place)
    return {
      patches: [coloured([value], input.scale, input.limit)],
      products: [],
      bias: null,
      sentence: `${titles.kernel}(${spell(value)}) = ${spell(total)}.`,
    }
  },
}

const known = values => values.filter(value => value !== null).length

// How much red, green and blue the light of each channel has on the screen: a little of the others, so that it can be seen.
const LIGHTS = [
  [1, 0.22, 0.16],
  [0.2, 0.82, 0.3],
  [0.25, 0.5, 1],
]

/** The numbers of one channel of a picture, each in the light that it says how much of there is. */
export const lit = (values, channel) =>
  values.map(value => ({ value, colour: LIGHTS[channel].map(share => Math.round(share * Math.min(Math.max(value, 0), 255))) }))

const coloured = (values, scale, limit) => values.map(value => ({ value, colour: colourOf(value, scale, limit) }))

const pooled = ({ input }, values, winner, sentence) => {
  const cells = values.map((value, index) =>
    value === null
      ? { value: "", outside: true, colour: OUTSIDE }
      : { value, colour: colourOf(value, input.scale, input.limit), winner: index === winner },
  )
  return { patches: [cells], products: [], bias: null, sentence }
}
