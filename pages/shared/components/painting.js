// Values on a canvas, and the legend below it.

import { colourIndex, gradientOf, TABLES } from "./colours.js"
import { spell } from "./spelling.js"

/** Paint values on a canvas, a pixel each; three channels are red, green and blue as they are. */
export const paint = (canvas, values, { rows, columns, channels = 1, scale }, limit) => {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns
    canvas.height = rows
  }
  const context = canvas.getContext("2d")
  const picture = context.createImageData(columns, rows)
  const bytes = picture.data
  const table = TABLES[scale]
  for (let place = 0; place < rows * columns; place++) {
    if (channels === 3) for (let part = 0; part < 3; part++) bytes[4 * place + part] = values[3 * place + part]
    else {
      const at = 3 * colourIndex(values[place], scale, limit)
      bytes[4 * place] = table[at]
      bytes[4 * place + 1] = table[at + 1]
      bytes[4 * place + 2] = table[at + 2]
    }
    bytes[4 * place + 3] = 255
  }
  context.putImageData(picture, 0, 0)
}

/** Fill a legend: a bar of the scale's colours, with the numbers at its ends. */
export const legend = (element, scale, limit) => {
  element.querySelector(".bar").style.background = gradientOf(scale)
  const [low, middle, high] = element.querySelectorAll(".ends span")
  low.textContent = scale === "signed" ? `−${spell(limit)}` : "0"
  middle.textContent = scale === "signed" ? "0" : ""
  high.textContent = scale === "grey" ? "255" : (scale === "signed" ? "+" : "") + spell(limit)
}
