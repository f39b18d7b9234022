// Maps, the weights of one unit folded back into maps, and the vector between them: pointing at any of them lights all.

const STATES = new WeakMap()

const figures = (parent, names) => {
  while (parent.children.length > names.length) parent.lastChild.remove()
  while (parent.children.length < names.length) {
    const figure = document.createElement("figure")
    figure.innerHTML = '<div class="cells"><canvas></canvas><div class="mark"></div></div><figcaption></figcaption>'
    parent.append(figure)
  }
  names.forEach((name, index) => { parent.children[index].querySelector("figcaption").textContent = name })
  return [...parent.children]
}

const channelOf = (values, channel, channels) => values.filter((_, place) => place % channels === channel)

const frame = (mark, rows, columns, row, column) => {
  mark.style.width = `${100 / columns}%`
  mark.style.height = `${100 / rows}%`
  mark.style.transform = `translate(${column * 100}%, ${row * 100}%)`
}

const show = (state, place, { speak = true } = {}) => {
  const { data, values, weights } = state, { rows, columns, channels } = data
  place = Math.min(Math.max(place, 0), values.length - 1)
  state.place = place
  const channel = place % channels, column = Math.floor(place / channels) % columns, row = Math.floor(place / channels / columns)
  for (const list of [state.maps, state.folded]) list.forEach((figure, index) => {
    const mark = figure.querySelector(".mark")
    mark.style.display = index === channel ? "block" : "none"
    frame(mark, rows, columns, row, column)
  })
  frame(state.find(".vector .mark"), rows, columns * channels, row, column * channels + channel)
  const words = state.find(".words")
  words.ariaLive = speak ? "polite" : "off"
  words.dataset.place = place
  words.dataset.product = Math.fround(values[place] * weights[place])
  words.textContent =
    `Row ${row}, column ${column} of the map ${data.names[channel]} is place (${row} × ${columns} + ${column}) × ${channels} + ` +
    `${channel} = ${place} of the vector. Its value ${spell(values[place])} times the weight ${spell(weights[place])} gives ` +
    `${spell(values[place] * weights[place])}. All ${values.length} products and the bias ${spell(data.bias)} sum to the ` +
    `logit of ${data.unit}: ${spell(data.logit)}.`
}

const listen = state => {
  const { data } = state, { rows, columns, channels } = data
  const watch = (element, across, place) => {
    const at = event => {
      const box = element.getBoundingClientRect()
      const row = Math.floor((event.clientY - box.top) / box.height * rows)
      const column = Math.floor((event.clientX - box.left) / box.width * across)
      if (row >= 0 && column >= 0 && row < rows && column < across) return place(row, column)
    }
    element.onpointermove = event => { const found = at(event); if (found !== undefined) show(state, found, { speak: false }) }
    element.onpointerdown = event => { const found = at(event); if (found !== undefined) show(state, found) }
  }
  for (const list of [state.maps, state.folded]) list.forEach((figure, channel) =>
    watch(figure.querySelector(".cells"), columns, (row, column) => (row * columns + column) * channels + channel))
  watch(state.find(".vector"), columns * channels, (row, column) => row * columns * channels + column)
  state.find(".view").onkeydown = event => {
    const line = columns * channels
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: line, ArrowUp: -line, Home: -Infinity, End: Infinity }[event.key]
    if (!step) return
    event.preventDefault()
    show(state, state.place + step)
  }
}

export default function ({ data, parentElement }) {
  const state = STATES.get(parentElement) ?? { place: 0 }
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.data = data
  state.tables ??= decodeTables(data.tables)
  state.values = decode(data.values)
  state.weights = decode(data.weights)
  state.maps = figures(state.find(".values"), data.names)
  state.folded = figures(state.find(".weights"), data.names)
  const size = { rows: data.rows, columns: data.columns }
  const limits = [largest(state.values), largest(state.weights)]
  state.maps.forEach((figure, channel) => paint(
    state.tables, figure.querySelector("canvas"), channelOf(state.values, channel, data.channels), { ...size, scale: "magnitude" }, limits[0]))
  state.folded.forEach((figure, channel) => paint(
    state.tables, figure.querySelector("canvas"), channelOf(state.weights, channel, data.channels), { ...size, scale: "signed" }, limits[1]))
  paint(state.tables, state.find(".vector canvas"), state.values,
    { rows: data.rows, columns: data.columns * data.channels, scale: "magnitude" }, limits[0])
  state.find(".title-weights").textContent = `The weights of the unit “${data.unit}”, folded back into maps`
  state.find(".title-vector").textContent =
    `The vector of ${state.values.length} numbers, broken into ${data.rows} lines: one for each row of the maps`
  legend(data.gradients, state.find(".legend-values"), "magnitude", limits[0])
  legend(data.gradients, state.find(".legend-weights"), "signed", limits[1])
  listen(state)
  show(state, state.place, { speak: false })
}
