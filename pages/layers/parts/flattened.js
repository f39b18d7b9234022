// Places of a flattened vector, as NumPy and Keras order them: rows, then columns, then channels.

export const placeOf = ({ columns, channels }, [row, column, channel]) => (row * columns + column) * channels + channel

/** [row, column, channel] of a place of the vector. */
export const cellOf = ({ columns, channels }, place) => [
  Math.floor(place / channels / columns),
  Math.floor(place / channels) % columns,
  place % channels,
]

/** The values of one map. */
export const channelOf = (values, channel, channels) => values.filter((_, place) => place % channels === channel)

/** The sum of the products before each place of the vector: nothing before the first, all of them at the end. */
export const sumsBefore = (values, weights) => {
  const sums = [0]
  for (let place = 0; place < values.length; place++) sums.push(sums[place] + values[place] * weights[place])
  return sums
}

/** The place whose product counts most, for or against. */
export const strongestProduct = (values, weights) => {
  let best = 0
  for (let place = 1; place < values.length; place++)
    if (Math.abs(values[place] * weights[place]) > Math.abs(values[best] * weights[best])) best = place
  return best
}

const SLOW = 4 // places that one can follow
const EACH = 450 // milliseconds for each of them
const REST = 3200 // milliseconds for all others, ever faster

/** How many places of so many have been weighed, so long after the sweep began. */
export const weighedAfter = (milliseconds, count) => {
  const slow = Math.min(SLOW, count)
  if (milliseconds < slow * EACH) return Math.floor(milliseconds / EACH)
  const share = Math.min((milliseconds - slow * EACH) / REST, 1)
  return slow + Math.floor((count - slow) * share ** 1.6)
}
