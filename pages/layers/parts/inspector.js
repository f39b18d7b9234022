// The inspector: input, kernel and output side by side, and the arithmetic of the output cell that is pointed at.
// Every number comes from the arrays that Python sends; only while a kernel is being edited is the output computed here,
// and the engine's own answer replaces it as soon as the learner lets go.

const STATES = new WeakMap()

// Where padding takes its values from, as numpy.pad does; -1 stands for zero.
const BOUNDARIES = {
  zero: (index, length) => (index < 0 || index >= length ? -1 : index),
  edge: (index, length) => Math.min(Math.max(index, 0), length - 1),
  wrap: (index, length) => ((index % length) + length) % length,
  reflect: (index, length) => {
    if (length === 1) return 0
    const period = 2 * (length - 1), place = ((index % period) + period) % period
    return place < length ? place : period - place
  },
}

const pixel = (state, row, column, channel) => {
  const { data, input } = state, find = BOUNDARIES[data.window.boundary]
  const r = find(row, data.input.rows), c = find(column, data.input.columns)
  return r < 0 || c < 0 ? 0 : input[(r * data.input.columns + c) * data.input.channels + channel]
}

const isInside = (state, row, column) =>
  row >= 0 && column >= 0 && row < state.data.input.rows && column < state.data.input.columns

// The taps of the window over one output cell: their places in the input, row by row.
const taps = (state, row, column) => {
  const { window } = state.data, places = []
  for (let i = 0; i < window.rows; i++) for (let j = 0; j < window.columns; j++) places.push([
    row * window.stride + i * window.dilation - window.top, column * window.stride + j * window.dilation - window.left,
  ])
  return places
}

// The whole output for an edited kernel: one shifted picture per tap, as the engine does it.
const convolve = state => {
  const { data, kernel } = state, { window } = data, { rows, columns } = data.output
  const output = new Float32Array(rows * columns).fill(data.bias)
  for (let channel = 0; channel < data.input.channels; channel++) {
    for (let i = 0; i < window.rows; i++) for (let j = 0; j < window.columns; j++) {
      const weight = kernel[channel][i * window.columns + j]
      if (weight === 0) continue
      const padded = state.padded[channel], top = i * window.dilation, left = j * window.dilation
      for (let row = 0; row < rows; row++) {
        let from = (row * window.stride + top) * state.paddedColumns + left, to = row * columns
        for (let column = 0; column < columns; column++, from += window.stride, to++) output[to] += weight * padded[from]
      }
    }
  }
  return output
}

const pad = state => {
  const { window, input, output } = state.data
  const extent = size => (size - 1) * window.dilation + 1
  const rows = (output.rows - 1) * window.stride + extent(window.rows)
  const columns = (output.columns - 1) * window.stride + extent(window.columns)
  state.paddedColumns = columns
  const find = BOUNDARIES[window.boundary]
  const sources = Array.from({ length: columns }, (_, column) => find(column - window.left, input.columns))
  state.padded = Array.from({ length: input.channels }, (_, channel) => {
    const padded = new Float32Array(rows * columns)
    for (let row = 0; row < rows; row++) {
      const source = find(row - window.top, input.rows)
      if (source < 0) continue
      for (let column = 0; column < columns; column++) if (sources[column] >= 0)
        padded[row * columns + column] = state.input[(source * input.columns + sources[column]) * input.channels + channel]
    }
    return padded
  })
}

const paintOutput = state => {
  const { output } = state.data
  state.limit = largest(state.output)
  paint(state.tables, state.find(".stage-out canvas"), state.output, output, state.limit)
  legend(state.data.gradients, state.find(".legend-out"), output.scale, state.limit)
}

// A mark over some cells of a stage, moved by transform alone so that nothing is laid out anew.
const mark = (element, box, { rows, columns }, top, left, height, width) => {
  const y = box.height / rows, x = box.width / columns
  element.style.transform = `translate(${left * x}px, ${top * y}px)`
  element.style.width = `${width * x}px`
  element.style.height = `${height * y}px`
}

// Text is set only where it changes: the browser lays out anew what is set, even to the same.
const write = (element, text) => { if (element.textContent !== text) element.textContent = text }

const DARK = "#111", LIGHT = "#fff"
const legible = ([red, green, blue]) => (red * 0.3 + green * 0.6 + blue * 0.1 > 130 ? DARK : LIGHT)

const fillGrid = (grid, columns, cells) => {
  grid.style.setProperty("--columns", columns)
  while (grid.children.length > cells.length) grid.lastChild.remove()
  while (grid.children.length < cells.length) grid.append(document.createElement("span"))
  cells.forEach(({ value, colour, winner, outside }, index) => {
    const cell = grid.children[index]
    write(cell, outside ? "pad" : spell(value))
    cell.dataset.value = value
    cell.style.background = `rgb(${colour})`
    cell.style.color = legible(colour)
    cell.className = winner ? "winner" : ""
  })
}

const element = (parent, index, tag, name) => {
  while (parent.children.length <= index) parent.append(document.createElement(tag))
  const child = parent.children[index]
  if (child.className !== name) child.className = name
  return child
}

// What happens at one output cell: for each kind, the grids to show, the result, and the words.
const KINDS = {
  convolution(state, places) {
    const { data, kernel } = state, strongest = largest(kernel.flat())
    const groups = [], sums = []
    const ending = data.bias ? `${data.bias < 0 ? "−" : "+"} ${spell(Math.abs(data.bias))} →` : "→"
    for (let channel = 0; channel < data.input.channels; channel++) {
      const patch = places.map(([r, c]) => pixel(state, r, c, channel))
      const products = patch.map((value, index) => Math.fround(value * kernel[channel][index]))
      const limit = largest(products)
      sums.push(products.reduce((sum, product) => sum + product, 0))
      groups.push([patch.map(value => ({ value, colour: colourOf(state.tables, value, data.input.scale, state.inputLimit) })), "×"])
      groups.push([kernel[channel].map(value => ({ value, colour: colourOf(state.tables, value, "signed", strongest) })), "="])
      groups.push([products.map(value => ({ value, colour: colourOf(state.tables, value, "signed", limit) })), channel + 1 < data.input.channels ? "+" : ending])
    }
    const parts = sums.length > 1 ? `The products sum to ${sums.map(spell).join(", ")} in the channels` : "The products sum"
    const bias = data.bias ? `, with the bias ${spell(data.bias)}` : ""
    return { groups, words: total => `${parts}${bias}${sums.length > 1 || bias ? ", together" : ""} to ${spell(total)}.` }
  },
  max(state, places) {
    return pooled(state, places, (values, total) => `The largest of ${values.length} values is ${spell(total)}.`, true)
  },
  average(state, places) {
    return pooled(state, places, (values, total) => `The mean of ${values.length} values is ${spell(total)}.`, false)
  },
  activation(state, [[row, column]]) {
    const value = pixel(state, row, column, 0)
    const colour = colourOf(state.tables, value, state.data.input.scale, state.inputLimit)
    return { groups: [[[{ value, colour }], "→"]], words: total => `${state.data.titles.kernel}(${spell(value)}) = ${spell(total)}.` }
  },
}

const pooled = (state, places, sentence, wins) => {
  const { data } = state
  const values = places.map(([r, c]) => (isInside(state, r, c) ? pixel(state, r, c, 0) : null))
  const known = values.filter(value => value !== null), winner = values.indexOf(Math.max(...known))
  const cells = values.map((value, index) => value === null
    ? { value: "", outside: true, colour: [200, 200, 200] }
    : { value, colour: colourOf(state.tables, value, data.input.scale, state.inputLimit), winner: wins && index === winner })
  return { groups: [[cells, "→"]], words: total => sentence(known, total) }
}

const show = (state, { speak = true } = {}) => {
  const { data, find } = state, { window, output, input } = data
  const places = taps(state, state.row, state.column), [first] = places, last = places.at(-1)
  mark(find(".cell"), state.boxes.output, output, state.row, state.column, 1, 1)
  mark(find(".field"), state.boxes.input, input, first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1)
  const total = state.output[state.row * output.columns + state.column]
  const { groups, words } = KINDS[data.kind](state, places)
  const products = find(".products")
  products.classList.toggle("colours", groups.length > 3)
  groups.forEach(([cells, sign], index) => {
    fillGrid(element(products, 2 * index, "div", "grid"), window.columns, cells)
    write(element(products, 2 * index + 1, "div", "sign"), sign)
  })
  const result = element(products, 2 * groups.length, "div", "total")
  write(element(result, 0, "span", ""), spell(total))
  result.dataset.value = total
  while (products.children.length > 2 * groups.length + 1) products.lastChild.remove()
  drawLens(state, places)
  clearTimeout(state.speaking)
  const say = () => {
    const covered = places.length > 1
      ? `the window covers input rows ${first[0]} to ${last[0]} and columns ${first[1]} to ${last[1]}` : "it looks at this one place of the input"
    find(".words").textContent = `Output row ${state.row}, column ${state.column}: ${covered}. ${words(total)}`
  }
  if (speak) say()
  else state.speaking = setTimeout(say, 200)
}

// The input around the window, enlarged until its numbers can be read: its colours in one piece, then the dark and the light numbers.
const drawLens = (state, places) => {
  const { data, find } = state, { channels, scale } = data.input, lens = find(".lens"), cell = 40
  const pen = lens.getContext("2d"), [first] = places, last = places.at(-1)
  const count = Math.max(state.zoom, last[0] - first[0] + 1, last[1] - first[1] + 1) // the window must fit in
  if (lens.width !== count * cell) lens.width = lens.height = count * cell
  const top = Math.floor((first[0] + last[0] - count + 1) / 2), left = Math.floor((first[1] + last[1] - count + 1) / 2)
  const values = new Float32Array(count * count * channels), numbers = { [DARK]: [], [LIGHT]: [] }, outside = []
  for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) {
    const row = top + i, column = left + j, at = (i * count + j) * channels
    if (!isInside(state, row, column)) { outside.push([i, j]); continue }
    for (let channel = 0; channel < channels; channel++) values[at + channel] = pixel(state, row, column, channel)
    const colour = channels === 3 ? values.subarray(at, at + 3) : colourOf(state.tables, values[at], scale, state.inputLimit)
    const number = values[at + Math.min(state.channel, channels - 1)]
    numbers[legible(colour)].push([Math.abs(number) >= 100 ? Math.round(number) : Math.round(number * 10) / 10, i, j])
  }
  paint(state.tables, state.underLens, values, { rows: count, columns: count, channels, scale }, state.inputLimit)
  pen.imageSmoothingEnabled = false
  pen.drawImage(state.underLens, 0, 0, lens.width, lens.height)
  pen.fillStyle = "#969696"
  for (const [i, j] of outside) pen.fillRect(j * cell, i * cell, cell, cell)
  pen.font = "600 15px system-ui, sans-serif"
  pen.textAlign = "center"
  pen.textBaseline = "middle"
  for (const ink of [DARK, LIGHT]) {
    pen.fillStyle = ink
    for (const [text, i, j] of numbers[ink]) pen.fillText(text, (j + 0.5) * cell, (i + 0.5) * cell, cell - 3)
  }
  pen.lineWidth = 4
  pen.strokeStyle = "#ffb000"
  pen.strokeRect((first[1] - left) * cell, (first[0] - top) * cell, (last[1] - first[1] + 1) * cell, (last[0] - first[0] + 1) * cell)
}

const move = (state, row, column, options) => {
  const { rows, columns } = state.data.output
  state.row = Math.min(Math.max(row, 0), rows - 1)
  state.column = Math.min(Math.max(column, 0), columns - 1)
  show(state, options)
}

const step = (state, cells, options) => {
  const { rows, columns } = state.data.output
  const place = (state.row * columns + state.column + cells + rows * columns) % (rows * columns)
  move(state, Math.floor(place / columns), place % columns, options)
}

const play = (state, on) => {
  clearInterval(state.playing)
  if (state.playing && !on) show(state)
  state.playing = on ? setInterval(() => step(state, 1, { speak: false }), 150) : null
  const button = state.find(".play")
  button.textContent = on ? "Pause" : "▶ Play"
  button.ariaLabel = on ? "Pause" : "Play"
}

// The kernel's cells: typed into, dragged up and down, or stepped with the arrow keys.
const editKernel = state => {
  const { data, find } = state, grid = find(".kernel"), { window } = data
  find(".kernel").hidden = !data.kernel
  if (!data.kernel) return grid.replaceChildren()
  grid.style.gridTemplateColumns = `repeat(${window.columns}, minmax(2.1rem, 4.2rem))`
  const count = window.rows * window.columns * data.kernel.length
  while (grid.children.length > count) grid.lastChild.remove()
  while (grid.children.length < count) {
    const input = document.createElement("input")
    input.autocomplete = "off"
    input.spellcheck = false
    grid.append(input)
  }
  const inputs = [...grid.children], read = text => (text.trim() === "" ? NaN : Number(text.trim().replace("−", "-").replace(",", ".")))
  const tint = () => {
    const strongest = largest(state.kernel.flat())
    inputs.forEach((input, index) => {
      const colour = colourOf(state.tables, state.kernel.flat()[index], "signed", strongest)
      input.style.background = `rgb(${colour})`
      input.style.color = legible(colour)
    })
  }
  const set = (index, value) => {
    if (!Number.isFinite(value) || Math.abs(value) > data.largestWeight) return inputs[index].classList.add("wrong")
    inputs[index].classList.remove("wrong")
    begin()
    const size = window.rows * window.columns
    state.kernel[Math.floor(index / size)][index % size] = Math.fround(value)
    state.output = convolve(state)
    paintOutput(state)
    tint()
    show(state, { speak: false })
  }
  const begin = () => {
    if (!state.editing) state.edit = nextEdit(state.parentElement)
    state.editing = true
  }
  const send = () => {
    begin()
    state.editing = false
    const values = inputs.map(input => input.value.trim().replace("−", "-").replace(/[\s;]+/g, "_") || "?"), lines = []
    for (let i = 0; i < values.length; i += window.columns) lines.push(values.slice(i, i + window.columns).join(" "))
    state.send("edited", { value: lines.join("; "), edit: state.edit })
  }
  const finish = () => { if (state.editing) send() }
  inputs.forEach((input, index) => {
    const size = window.rows * window.columns, place = index % size
    const focused = input.getRootNode().activeElement === input
    if (!focused || state.fresh) input.value = data.kernelText[Math.floor(index / size)][place]
    input.classList.remove("wrong")
    input.readOnly = !data.editable
    input.dataset.channel = data.kernel.length > 1 ? Math.floor(index / size) : ""
    input.classList.toggle("next", data.kernel.length > 1 && index >= size && place < window.columns)
    const channel = data.kernel.length > 1 ? `${["red", "green", "blue"][Math.floor(index / size)]}, ` : ""
    input.ariaLabel = `${channel}row ${Math.floor(place / window.columns) + 1}, column ${(place % window.columns) + 1}`
    input.oninput = () => set(index, read(input.value))
    input.onchange = send
    input.onblur = finish // what was typed and taken back is no change to the browser
    input.onkeydown = event => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
      if (!by || !data.editable) return
      event.preventDefault()
      nudge(read(input.value) + by * (event.shiftKey ? 0.1 : 1))
    }
    input.onkeyup = event => { if (["ArrowUp", "ArrowDown"].includes(event.key)) finish() }
    const nudge = value => {
      input.value = String(Math.round(value * 100) / 100)
      set(index, value)
    }
    input.onpointerdown = event => {
      if (!data.editable) return
      const from = event.clientY, start = read(input.value)
      input.setPointerCapture(event.pointerId)
      let dragged = false
      input.onpointermove = moving => {
        const steps = Math.round((from - moving.clientY) / 8)
        if (!dragged && Math.abs(from - moving.clientY) < 6) return
        dragged = true
        nudge((Number.isFinite(start) ? start : 0) + steps * (moving.shiftKey ? 0.1 : 1))
      }
      input.onpointerup = input.onpointercancel = () => {
        input.onpointermove = input.onpointerup = input.onpointercancel = null
        if (dragged) { input.blur(); finish() }
      }
    }
  })
  tint()
}

// The stages' sizes on the screen, read once so that a move of the pointer makes the browser lay out nothing.
const measure = state => {
  const box = place => state.find(place).getBoundingClientRect()
  state.boxes = { input: box(".stage-in"), output: box(".stage-out") }
}

const listen = state => {
  const stage = state.find(".stage-out"), { find } = state
  const under = event => {
    const box = stage.getBoundingClientRect(), { rows, columns } = state.data.output
    return [Math.floor((event.clientY - box.top) / box.height * rows), Math.floor((event.clientX - box.left) / box.width * columns)]
  }
  const follow = event => {
    const [row, column] = under(event)
    if (row !== state.row || column !== state.column) move(state, row, column, { speak: false })
  }
  stage.onpointermove = follow
  // Where the browser tells of a move before its frame begins, the first one of a frame is worked out there and then.
  stage.onpointerrawupdate = event => {
    if (state.followed) return
    state.followed = requestAnimationFrame(() => { state.followed = null })
    follow(event)
  }
  stage.onpointerdown = event => { play(state, false); move(state, ...under(event)) }
  stage.onkeydown = event => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], PageDown: [10, 0], PageUp: [-10, 0] }[event.key]
    if (steps) move(state, state.row + steps[0], state.column + steps[1])
    else if (event.key === "Home") move(state, 0, 0)
    else if (event.key === "End") move(state, Infinity, Infinity)
    else if (event.key === " ") play(state, !state.playing)
    else return
    event.preventDefault()
  }
  find(".back").onclick = () => { play(state, false); step(state, -1) }
  find(".forth").onclick = () => { play(state, false); step(state, 1) }
  find(".play").onclick = () => play(state, !state.playing)
  find(".zoom").oninput = event => { state.zoom = Number(event.target.value); show(state, { speak: false }) }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const state = STATES.get(parentElement) ?? { parentElement, zoom: 9, channel: 0, editing: false }
  const first = !STATES.has(parentElement)
  STATES.set(parentElement, state)
  state.find = selector => parentElement.querySelector(selector)
  state.send = setTriggerValue
  const close = () => {
    clearInterval(state.playing)
    clearTimeout(state.speaking)
    state.resized?.disconnect()
    STATES.delete(parentElement)
    forgetEdits(parentElement)
  }
  if (isLate(parentElement, data.heard)) return close // what was edited since is on its way
  state.fresh = state.version !== data.version
  state.version = data.version
  state.data = data
  state.tables ??= decodeTables(data.tables)
  state.underLens ??= document.createElement("canvas")
  state.input = decode(data.input)
  state.output = decode(data.output)
  state.inputLimit = largest(state.input)
  state.kernel = data.kernel?.map(channel => Float32Array.from(channel)).map(channel => [...channel])
  if (data.kind === "convolution") pad(state)
  for (const [part, place] of [["input", "in"], ["output", "out"]]) {
    state.find(`.title-${place}`).textContent = data.titles[part]
    state.find(`.size-${place}`).textContent = `${data[part].rows} rows × ${data[part].columns} columns`
  }
  state.find(".title-kernel").textContent = data.titles.kernel
  state.find(".middle").classList.toggle("narrow", !data.kernel)
  paint(state.tables, state.find(".stage-in canvas"), state.input, data.input, state.inputLimit)
  if (data.input.channels === 1) legend(state.data.gradients, state.find(".legend-in"), data.input.scale, state.inputLimit)
  paintOutput(state)
  editKernel(state)
  if (first) {
    state.row = Math.floor(data.output.rows / 2)
    state.column = Math.floor(data.output.columns / 2)
    state.resized = new ResizeObserver(() => { measure(state); show(state, { speak: false }) })
    state.resized.observe(parentElement.querySelector(".panels"))
  }
  listen(state)
  measure(state)
  move(state, state.row, state.column)
  return close
}
