// The arithmetic of a window that slides over an input, as lessons.core computes it.
//
// input: { values, rows, columns, channels }, the values of a place's channels side by side
// window: { rows, columns, stride, dilation, top, left, boundary }, top and left being the padding before the first row and column
// output: { rows, columns }

import { isInside } from "../../shared/components/grid_pointer.js"

// Where a place of the padded axis takes its value from, as numpy.pad does; -1 stands for zero.
export const BOUNDARIES = {
  zero: (index, length) => (index < 0 || index >= length ? -1 : index),
  edge: (index, length) => Math.min(Math.max(index, 0), length - 1),
  wrap: (index, length) => ((index % length) + length) % length,
  reflect: (index, length) => {
    if (length === 1) return 0
    const period = 2 * (length - 1)
    const place = ((index % period) + period) % period
    return place < length ? place : period - place
  },
}

/** The value at a place of the padded input. */
export const valueAt = (input, window, [row, column], channel = 0) => {
  const source = BOUNDARIES[window.boundary]
  const r = source(row, input.rows)
  const c = source(column, input.columns)
  return r < 0 || c < 0 ? 0 : input.values[(r * input.columns + c) * input.channels + channel]
}

/** The places of the input that the window covers for one output cell, row by row. */
export const taps = (window, [row, column]) => {
  const places = []
  for (let i = 0; i < window.rows; i++)
    for (let j = 0; j < window.columns; j++)
      places.push([
        row * window.stride + i * window.dilation - window.top,
        column * window.stride + j * window.dilation - window.left,
      ])
  return places
}

/** For one channel: the values under the window, and their products with the kernel in float32. */
export const productsAt = (input, window, places, kernel, channel) => {
  const patch = places.map(place => valueAt(input, window, place, channel))
  return { patch, products: patch.map((value, index) => Math.fround(value * kernel[index])) }
}

/** The values under a pooling window, null for padding, and the place of the first of the largest. */
export const pooledAt = (input, window, places) => {
  const values = places.map(place => (isInside(place, input) ? valueAt(input, window, place) : null))
  return { values, winner: values.indexOf(Math.max(...values.filter(value => value !== null))) }
}

/** The input with its padding, as far as the windows reach: { columns, channels }, an array for each channel. */
export const pad = (input, window, output) => {
  const reach = (count, size) => (count - 1) * window.stride + (size - 1) * window.dilation + 1
  const rows = reach(output.rows, window.rows)
  const columns = reach(output.columns, window.columns)
  const source = BOUNDARIES[window.boundary]
  const sources = Array.from({ length: columns }, (_, column) => source(column - window.left, input.columns))
  const channels = Array.from({ length: input.channels }, (_, channel) => {
    const padded = new Float32Array(rows * columns)
    for (let row = 0; row < rows; row++) {
      const from = source(row - window.top, input.rows)
      if (from < 0) continue
      for (let column = 0; column < columns; column++)
        if (sources[column] >= 0)
          padded[row * columns + column] = input.values[(from * input.columns + sources[column]) * input.channels + channel]
    }
    return padded
  })
  return { columns, channels }
}

/** The whole output: one shifted picture for each tap. `kernel` has an array of weights for each channel. */
export const convolve = (padded, kernel, bias, window, { rows, columns }) => {
  const output = new Float32Array(rows * columns).fill(bias)
  padded.channels.forEach((values, channel) => {
    for (let i = 0; i < window.rows; i++)
      for (let j = 0; j < window.columns; j++) {
        const weight = kernel[channel][i * window.columns + j]
        if (weight !== 0) addShifted(output, values, weight, i * window.dilation * padded.columns + j * window.dilation)
      }
  })
  return output

  function addShifted(output, values, weight, shift) {
    for (let row = 0; row < rows; row++) {
      let from = row * window.stride * padded.columns + shift
      let to = row * columns
      for (let column = 0; column < columns; column++, from += window.stride, to++) output[to] += weight * values[from]
    }
  }
}
