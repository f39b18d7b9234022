// Arrays from Python: decoded, spelt, and painted in the course's colours. Put before the code of every widget that draws some.

const decode = array => {
  const text = atob(array.values), bytes = new Uint8Array(text.length)
  for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place)
  return array.type === "u1" ? new Float32Array(bytes) : new Float32Array(bytes.buffer)
}

const spell = value => {
  const digits = Math.abs(value) >= 1000 ? 1 : Math.abs(value) >= 1 ? 100 : 1000
  const rounded = Math.round(value * digits) / digits
  return String(Object.is(rounded, -0) ? 0 : rounded).replace("-", "−")
}

const decodeTables = tables =>
  Object.fromEntries(Object.entries(tables).map(([scale, table]) => [scale, decode({ values: table, type: "u1" })]))

const largest = values => {
  let most = 0
  for (let place = 0; place < values.length; place++) if (Math.abs(values[place]) > most) most = Math.abs(values[place])
  return most || 1
}

// A value's place in its table of colours, as lessons.figures.colours computes it.
const colourIndex = (value, scale, limit) => {
  if (scale === "grey") return Math.min(Math.max(Math.round(value), 0), 255)
  return scale === "signed" ? Math.round((value / limit + 1) * 128) : Math.round((value / limit) * 256)
}

const colourOf = (tables, value, scale, limit) => {
  const table = tables[scale], at = 3 * colourIndex(value, scale, limit)
  return [table[at], table[at + 1], table[at + 2]]
}

const paint = (tables, canvas, values, { rows, columns, channels = 1, scale }, limit) => {
  if (canvas.width !== columns || canvas.height !== rows) { canvas.width = columns; canvas.height = rows }
  const context = canvas.getContext("2d"), picture = context.createImageData(columns, rows), bytes = picture.data
  const table = tables[scale]
  for (let place = 0; place < rows * columns; place++) {
    if (channels === 3) for (let c = 0; c < 3; c++) bytes[4 * place + c] = values[3 * place + c]
    else {
      const at = 3 * colourIndex(values[place], scale, limit)
      bytes[4 * place] = table[at]; bytes[4 * place + 1] = table[at + 1]; bytes[4 * place + 2] = table[at + 2]
    }
    bytes[4 * place + 3] = 255
  }
  context.putImageData(picture, 0, 0)
}

const legend = (gradients, element, scale, limit) => {
  const [low, middle, high] = element.querySelectorAll(".ends span")
  element.querySelector(".bar").style.background = gradients[scale]
  low.textContent = scale === "signed" ? `−${spell(limit)}` : "0"
  middle.textContent = scale === "signed" ? "0" : ""
  high.textContent = scale === "grey" ? "255" : (scale === "signed" ? "+" : "") + spell(limit)
}
