// One cell: the part of the picture that can reach it, the products of its window with the filter, their sum, and its place in the map.

import { colourOf, legible } from "../../shared/components/colours.js"
import { spell } from "../../shared/components/spelling.js"
import { pieceOf } from "./living_layer_level.js"
import { cellRect, mapPiece, paintedMap } from "./living_map_level.js"
import { blockName } from "./living_network_level.js"
import { curve, frame, frameOnPicture, inked, inOneLight, tile, write } from "./living_paper.js"
import { readJson } from "./living_tiles.js"

const NARROW = 640 // pixels
const MIDDLING = 900

export const cellPiece = state => {
  const { layer, map, cell } = state.place
  return state.tiles.get(`cell/${state.columns[layer].layer}/${map}/${cell.join("/")}`, readJson)
}

// Where everything stands: [x, y, side] of picture, map and patch, [x, y, width] of the balance, and the rows of the sum. On a
// narrow canvas the rows stand below the picture, on one of middling width the map does.
const formOf = ({ view: { width, height } }) => {
  if (width < NARROW) {
    const side = Math.min(112, (width - 14) / 2)
    const rows = { x: 0, y: side + 52, height: 36, tile: 32, cell: 10.6, end: width, bars: 92 }
    return { narrow: true, picture: [0, 26, side], map: [width - side, 26, side], rows }
  }
  const high = Math.min(58, (height - 178) / 5)
  const rows = {
    x: 236,
    y: 30,
    height: high,
    tile: Math.min(46, high - 8),
    cell: Math.min(15.5, (high - 8) / 3),
    end: 604,
    bars: 104,
  }
  if (width < MIDDLING) {
    const below = rows.y + 5 * rows.height + 130
    const beside = { balance: [236, below, 200], patch: [460, below - 14, height - below - 8] }
    return {
      picture: [0, 26, 190],
      map: [0, 296, Math.min(200, height - 330)],
      rows: { ...rows, end: Math.min(width, 660) },
      ...beside,
    }
  }
  const side = Math.min(height - 64, width - 640)
  return { picture: [0, 26, 176], map: [width - side, 26, side], rows, balance: [0, 266, 176], patch: [0, 358, height - 362] }
}

/** Where the map lies at this level. */
export const frameInCell = state => {
  const [x, y, side] = formOf(state).map
  const { rows, columns } = state.columns[state.place.layer]
  const scale = side / Math.max(rows, columns)
  return { x: x + side - columns * scale, y, width: columns * scale, height: rows * scale }
}

export const underCell = (state, point) => {
  const own = frameInCell(state)
  const { rows, columns } = state.columns[state.place.layer]
  const row = Math.floor(((point.y - own.y) / own.height) * rows)
  const column = Math.floor(((point.x - own.x) / own.width) * columns)
  return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null
}

/** A figure as it stands in a sum: whole from 100 on. */
export const big = value =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-GB").replace("-", "−") : spell(value)
export const signed = value => (value > 0 ? `+${big(value)}` : big(value))

const drawPicture = (context, state, form, told) => {
  const { paper, overview, data } = state
  const [x, y, side] = form.picture
  write(context, paper, "Your picture", x, 16, { size: 13, bold: true })
  context.imageSmoothingEnabled = true
  context.drawImage(overview.picture, x, y, side, side)
  if (!told?.field) return
  const scale = side / data.size
  const [[top, bottom], [left, right]] = told.field
  const field = {
    x: x + left * scale,
    y: y + top * scale,
    width: (right - left + 1) * scale,
    height: (bottom - top + 1) * scale,
  }
  const cut = clipped(field, { x, y, width: side, height: side })
  context.save()
  context.globalAlpha = 0.55
  context.fillStyle = paper.paper
  context.beginPath()
  context.rect(x, y, side, side)
  context.rect(cut.x, cut.y, cut.width, cut.height)
  context.fill("evenodd")
  context.restore()
  frameOnPicture(context, cut, paper)
  if (form.narrow) return cut
  const size = `${bottom - top + 1} × ${right - left + 1} pixels`
  write(context, paper, `Only these ${size}`, x, y + side + 20, { size: 15.5, serif: true })
  write(context, paper, "can reach the cell.", x, y + side + 38, { size: 15.5, serif: true })
  return cut
}

/** What of a rectangle lies within another one. */
export const clipped = (inner, outer) => {
  const x = Math.max(inner.x, outer.x)
  const y = Math.max(inner.y, outer.y)
  const right = Math.min(inner.x + inner.width, outer.x + outer.width)
  const bottom = Math.min(inner.y + inner.height, outer.y + outer.height)
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) }
}

// The patch of the picture that can reach the cell, in full.
const drawPatch = (context, state, told, x, y, side) => {
  const { overview, data, paper } = state
  if (!told.field || side < 36) return
  const [[top, bottom], [left, right]] = told.field
  const scale = overview.picture.width / data.size
  const [high, wide] = [bottom - top + 1, right - left + 1]
  const shown = clipped({ x: left, y: top, width: wide, height: high }, { x: 0, y: 0, width: data.size, height: data.size })
  const zoom = side / Math.max(high, wide)
  context.fillStyle = paper.raised
  context.fillRect(x, y, wide * zoom, high * zoom)
  context.imageSmoothingEnabled = zoom < 4
  const to = [x + (shown.x - left) * zoom, y + (shown.y - top) * zoom, shown.width * zoom, shown.height * zoom]
  context.drawImage(overview.picture, shown.x * scale, shown.y * scale, shown.width * scale, shown.height * scale, ...to)
  frame(context, { x, y, width: wide * zoom, height: high * zoom }, paper.accent, 2)
  write(context, paper, "from near", x + side + 8, y + side - 4, { size: 15.5, serif: true })
}

const drawGrid = (context, paper, values, x, y, cell, scale, limit) => {
  values.forEach((row, down) => {
    row.forEach((value, right) => {
      context.fillStyle = `rgb(${colourOf(value, scale, limit).join()})`
      context.fillRect(x + right * cell, y + down * cell, cell - 1, cell - 1)
      frame(context, { x: x + right * cell, y: y + down * cell, width: cell - 1, height: cell - 1 }, paper.line, 0.6)
    })
  })
}

export const largestOf = parts => Math.max(...parts.flat(2).map(Math.abs), 1e-12)

const drawSum = (context, state, form, told) => {
  const { paper, place, data } = state
  const { rows } = form
  const { parts, others, bias, before, bend, all } = told.sum
  const patches = largestOf(parts.map(({ patch }) => patch))
  const weights = largestOf(parts.map(part => part.weights))
  const isSigned = parts.some(({ patch }) => patch.flat().some(value => value < 0))
  const [windowX, weightX] = [rows.x + rows.tile + 20, rows.x + rows.tile + 20 + 3 * rows.cell + 24]
  const barsX = weightX + 3 * rows.cell + 26
  if (!form.narrow) {
    write(context, paper, place.layer ? "map" : "colour", rows.x, 16, { size: 13, bold: true })
    write(context, paper, "window", windowX, 16, { size: 13, bold: true })
    write(context, paper, "weights", weightX, 16, { size: 13, bold: true })
    write(context, paper, "adds", rows.end, 16, { size: 13, bold: true, align: "right" })
  }
  const steps = [...parts.map(({ adds }) => adds), others, bias]
  let [total, least, most] = [0, 0, 0]
  for (const adds of steps) {
    total += adds
    least = Math.min(least, total)
    most = Math.max(most, total)
  }
  const scale = rows.bars / (most - least || 1)
  const at = value => barsX + (value - least) * scale
  total = 0
  const bar = (adds, y, high, faint) => {
    context.globalAlpha = faint
    context.fillStyle = adds < 0 ? paper.minus : paper.plus
    context.fillRect(Math.min(at(total), at(total + adds)), y, Math.max(1.5, Math.abs(adds) * scale), high)
    context.globalAlpha = 1
    total += adds
  }
  const [row, column] = place.cell
  parts.forEach((part, number) => {
    const y = rows.y + number * rows.height
    const rect = { x: rows.x, y, width: rows.tile, height: rows.tile }
    const zoom = drawSource(context, state, part.map, rect)
    if (zoom) {
      const side = part.patch.length
      const [left, top] = [column - (side - 1) / 2, row - (side - 1) / 2]
      const own = { x: rect.x + left * zoom, y: rect.y + top * zoom, width: side * zoom, height: side * zoom }
      const inner = clipped(own, rect)
      frame(context, inner, paper.accent, 1.6)
      context.strokeStyle = paper.accent
      context.lineWidth = 1
      context.beginPath()
      context.moveTo(inner.x + inner.width, inner.y)
      context.lineTo(windowX - 2, y)
      context.moveTo(inner.x + inner.width, inner.y + inner.height)
      context.lineTo(windowX - 2, y + 3 * rows.cell)
      context.stroke()
    }
    drawGrid(context, paper, part.patch, windowX, y, rows.cell, isSigned ? "signed" : "magnitude", patches)
    write(context, paper, "×", weightX - 13, y + rows.tile / 2 + 5, { size: 16, align: "center", colour: paper.ink })
    drawGrid(context, paper, part.weights, weightX, y, rows.cell, "signed", weights)
    write(context, paper, "=", barsX - 14, y + rows.tile / 2 + 5, { size: 16, align: "center", colour: paper.ink })
    bar(part.adds, y + rows.tile / 2 - 9, 18, 1)
    write(context, paper, signed(part.adds), rows.end, y + rows.tile / 2 + 5, {
      size: 15,
      bold: true,
      align: "right",
      colour: paper.ink,
    })
    const name = place.layer ? part.map : (data.given[part.map] ?? part.map)
    if (!form.narrow) write(context, paper, name, rows.x - 7, y + rows.tile / 2 + 5, { align: "right" })
  })
  let y = rows.y + parts.length * rows.height + 14
  if (all.length > parts.length) {
    const rest = `${all.length - parts.length} other maps`
    write(context, paper, rest, rows.x, y, { size: 15.5, serif: true })
    bar(others, y - 11, 14, 0.55)
    write(context, paper, signed(others), rows.end, y, { size: 15, bold: true, align: "right", colour: paper.ink })
    y += 24
  }
  write(context, paper, "bias", rows.x, y, { size: 15.5, serif: true })
  write(context, paper, signed(bias), rows.end, y, { size: 15, bold: true, align: "right", colour: paper.ink })
  y += 12
  context.fillStyle = paper.ink
  context.fillRect(rows.x, y, rows.end - rows.x, 1.2)
  return drawTotal(context, state, rows, y + 8, { before, bend, value: told.value })
}

const drawTotal = (context, state, rows, y, { before, bend, value }) => {
  const { paper } = state
  const piece = mapPiece(state)
  const colour = colourOf(
    piece?.scale === "signed" ? value : Math.max(value, 0),
    piece?.scale ?? "magnitude",
    piece?.limit ?? Math.max(value, 1),
  )
  const chip = { x: rows.end - 104, y, width: 104, height: 38 }
  context.fillStyle = `rgb(${colour.join()})`
  context.beginPath()
  context.roundRect(chip.x, chip.y, chip.width, chip.height, 7)
  context.fill()
  context.strokeStyle = paper.line2
  context.lineWidth = 1
  context.stroke()
  const looks = { size: 22, bold: true, align: "center", colour: legible(colour) }
  write(context, paper, big(value), chip.x + chip.width / 2, chip.y + 27, looks)
  const bent = before > 0 ? `The sum. ${bend} leaves it as it is:` : `The sum is ${big(before)}. ${bend} makes it:`
  const said = bend ? bent : "The sum:"
  write(context, paper, said, rows.x, chip.y + 25, { size: 15.5, serif: true, most: chip.x - rows.x - 8 })
  return chip
}

// The column whose maps the window lies on: mostly the one before, but ways part. It is -1 for the picture.
const placeBefore = ({ columns, place, toldCell }) =>
  toldCell?.of ? columns.findIndex(({ layer }) => layer === toldCell.of) : toldCell?.of === "" ? -1 : place.layer - 1

// A map that the window lies on; returns the pixels of one of its cells, 0 where it is the picture.
const drawSource = (context, state, map, rect) => {
  const { paper, columns, overview } = state
  const before = placeBefore(state)
  context.fillStyle = paper.raised
  context.fillRect(rect.x, rect.y, rect.width, rect.height)
  if (before < 0) {
    inOneLight(context, overview.picture, rect, state.data.given[map])
    frame(context, rect, paper.line)
    return rect.width / state.data.size
  }
  const piece = pieceOf(state, before)
  if (piece) tile(context, inked(piece, paper), piece.tile, piece.columns, map, rect)
  frame(context, rect, paper.line)
  return rect.width / columns[before].columns
}

const drawPool = (context, state, form, told) => {
  const { paper } = state
  const { rows } = form
  const limit = largestOf([told.window])
  const cell = 62
  write(context, paper, "The window on the map before:", rows.x, rows.y + 14, { size: 15.5, serif: true })
  const [x, y] = [rows.x, rows.y + 30]
  drawGrid(context, paper, told.window, x, y, cell, "magnitude", limit)
  told.window.forEach((line, down) => {
    line.forEach((value, right) => {
      const colour = legible(colourOf(Math.max(value, 0), "magnitude", limit))
      write(context, paper, big(value), x + (right + 0.5) * cell, y + (down + 0.5) * cell + 5, {
        align: "center",
        colour,
        most: cell - 4,
      })
      const isLargest = told.kind === "largest" && value === Math.max(...told.window.flat())
      if (isLargest)
        frameOnPicture(context, { x: x + right * cell, y: y + down * cell, width: cell - 1, height: cell - 1 }, paper)
    })
  })
  const below = y + told.window.length * cell + 26
  write(context, paper, `The ${told.kind} of them stays: ${big(told.value)}`, rows.x, below, {
    size: 15.5,
    serif: true,
    colour: paper.ink,
  })
  return { x: rows.x, y: below - 14, width: 220, height: 20 }
}

const drawBalance = (context, state, [x, y, side], sum) => {
  const { paper } = state
  let below = y
  for (const [[count, amount], word, colour] of [
    [sum.gain, "For it", paper.plus],
    [sum.loss, "Against it", paper.minus],
  ]) {
    write(context, paper, `${word}: ${count} maps`, x, below, { bold: true, colour })
    write(context, paper, signed(amount), x + side, below, { bold: true, colour, align: "right" })
    below += 20
  }
  const most = Math.max(...sum.all.map(Math.abs), 1e-12)
  const wide = side / sum.all.length
  sum.all.forEach((value, place) => {
    const high = (Math.abs(value) / most) * 22
    context.fillStyle = value < 0 ? paper.minus : paper.plus
    context.fillRect(x + place * wide, value > 0 ? below + 14 - high : below + 14, Math.max(0.6, wide - 0.2), high)
  })
}

const drawMapWithCell = (context, state, chip) => {
  const { paper, place, columns } = state
  const own = frameInCell(state)
  const piece = mapPiece(state)
  const column = columns[place.layer]
  const named = `Map ${place.map} of ${blockName(column.block).toLowerCase()}, ${column.title}`
  write(context, paper, named, own.x, own.y - 10, { size: 13, bold: true, most: own.width })
  context.fillStyle = paper.paper
  context.fillRect(own.x, own.y, own.width, own.height)
  if (piece) {
    context.imageSmoothingEnabled = false
    context.drawImage(paintedMap(piece, paper), own.x, own.y, own.width, own.height)
  }
  frame(context, own, paper.line2)
  const rect = cellRect(own, column, place.cell)
  frameOnPicture(context, rect, paper)
  if (chip && own.width > 200) {
    const to = { x: rect.x - 3, y: rect.y + rect.height / 2 }
    curve(context, paper, { x: chip.x + chip.width, y: chip.y + chip.height / 2 }, to, { thick: 1.6 })
  }
  const [row, place_] = place.cell
  const note = `row ${row}, column ${place_}`
  write(context, paper, note, own.x + own.width, own.y + own.height + 20, { size: 15.5, serif: true, align: "right" })
}

/** Draw everything that there is to tell of the cell. */
export const drawCell = (context, state) => {
  const form = formOf(state)
  const told = cellPiece(state) ?? state.toldCell
  const { paper } = state
  const field = drawPicture(context, state, form, told)
  let chip = null
  if (told) {
    state.toldCell = told // until the next one is here
    chip = told.sum ? drawSum(context, state, form, told) : told.window ? drawPool(context, state, form, told) : null
    if (told.sum && form.balance) drawBalance(context, state, form.balance, told.sum)
    if (form.patch) drawPatch(context, state, told, ...form.patch.slice(0, 2), Math.min(112, form.patch[2]))
    if (field && told.sum && !form.narrow) {
      const to = { x: form.rows.x - 26, y: form.rows.y + 6 }
      curve(context, paper, { x: field.x + field.width, y: field.y }, to, { thick: 1.2, faint: 0.6 })
    }
  }
  if (told && !told.sum && !told.window)
    ["Between these columns lie whole blocks", "of layers: no single sum is behind a cell."].forEach((words, line) => {
      write(context, paper, words, form.rows.x, form.rows.y + 40 + 20 * line, { size: 15.5, serif: true })
    })
  drawMapWithCell(context, state, form.narrow ? null : chip)
}

export const cellSaid = state => {
  const told = cellPiece(state)
  const [row, column] = state.place.cell
  const where = `Row ${row}, column ${column} of map ${state.place.map}`
  if (!told) return `${where} is on its way.`
  if (told.window) return `${where}: ${big(told.value)}, the ${told.kind} of ${told.window.flat().map(big).join(", ")}.`
  if (!told.sum) return `${where}: ${big(told.value)}.`
  const { products, gain, loss, bias, before, bend } = told.sum
  const sums = `${products.toLocaleString("en-GB")} products: ${signed(gain[1])} from ${gain[0]} maps, ${signed(loss[1])} from ${loss[0]}`
  return `${where}: ${big(told.value)}. ${sums}, bias ${signed(bias)}: ${big(before)}${bend ? ` before ${bend}` : ""}.`
}
