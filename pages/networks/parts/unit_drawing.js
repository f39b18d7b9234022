// The drawing of one unit's stage, on one canvas.

import { colourOf, legible } from "../../shared/components/colours.js"
import { spell } from "../../shared/components/spelling.js"
import { big, clipped, largestOf, signed } from "./living_cell_level.js"
import { cellRect, paintedMap } from "./living_map_level.js"
import { curve, frame, frameOnPicture, inked, inOneLight, legend, tile, write } from "./living_paper.js"
import { fieldOf } from "./unit_arithmetic.js"
import { mapFrame } from "./unit_layout.js"

const rgb = colour => `rgb(${colour.join()})`
const eased = share => share * share * (3 - 2 * share)
const between = (from, to, share) => from + (to - from) * share

/** Draw all of it. */
export const drawStage = (context, state) => {
  const { form, paper, view } = state
  context.setTransform(state.dpr, 0, 0, state.dpr, 0, 0)
  context.clearRect(0, 0, view.width, view.height)
  const own = drawMap(context, state)
  const field = drawPicture(context, state)
  if (form.patch) drawPatch(context, state, field)
  const { told } = state
  if (!told) return
  context.globalAlpha = 1
  const to = { x: form.rows.x + form.rows.label - 6, y: form.rows.y + 12 }
  if (form.kind === "wide")
    curve(context, paper, { x: field.x + field.width, y: field.y + field.height / 2 }, to, { thick: 1.4, faint: 0.7 })
  drawSum(context, state, own)
}

const drawMap = (context, state) => {
  const { paper, data, form, cell } = state
  const own = mapFrame(form, data)
  const piece = state.mapPiece()
  write(
    context,
    paper,
    form.kind === "narrow" ? `Map ${data.map}` : `Map ${data.map}, ${data.rows} × ${data.columns} cells`,
    own.x,
    14,
    { bold: true, most: own.width },
  )
  context.fillStyle = paper.paper
  context.fillRect(own.x, own.y, own.width, own.height)
  context.imageSmoothingEnabled = false
  if (piece) context.drawImage(paintedMap(piece, paper), own.x, own.y, own.width, own.height)
  frame(context, own, paper.line2)
  frameOnPicture(context, cellRect(own, data, cell), paper)
  if (piece && form.kind !== "narrow")
    legend(
      context,
      paper,
      own.x,
      own.y + own.height + 6,
      110,
      [piece.scale === "signed" ? signed(-piece.limit) : "0", big(piece.limit)],
      piece.scale,
    )
  if (form.kind === "wide")
    write(context, paper, "point at a cell; click to keep it", own.x + own.width, own.y + own.height + 18, {
      size: 15.5,
      serif: true,
      align: "right",
      most: own.width - 130,
    })
  return own
}

const drawPicture = (context, state) => {
  const { paper, data, form } = state
  const [x, y, side] = form.picture
  write(context, paper, "Your picture", x, 14, { bold: true })
  const photo = state.photo()
  context.imageSmoothingEnabled = true
  if (photo) context.drawImage(photo, x, y, side, side)
  const scale = side / data.size
  const [top, bottom, left, right] = fieldOf(data.field, state.cell)
  const whole = { x, y, width: side, height: side }
  const cut = clipped(
    { x: x + left * scale, y: y + top * scale, width: (right - left + 1) * scale, height: (bottom - top + 1) * scale },
    whole,
  )
  context.save()
  context.globalAlpha = 0.5
  context.fillStyle = paper.paper
  context.beginPath()
  context.rect(x, y, side, side)
  context.rect(cut.x, cut.y, cut.width, cut.height)
  context.fill("evenodd")
  context.restore()
  frame(context, whole, paper.line)
  frameOnPicture(context, cut, paper)
  return cut
}

// The pixels that can reach the cell, from near; lines show where they lie.
const drawPatch = (context, state, field) => {
  const { paper, data, form } = state
  const photo = state.photo()
  const [x, y, side] = form.patch
  const [top, bottom, left, right] = fieldOf(data.field, state.cell)
  const count = bottom - top + 1
  const [, pictureY, pictureSide] = form.picture
  write(context, paper, `only ${count} × ${count} pixels can reach it`, 0, pictureY + pictureSide + 19, {
    size: 15.5,
    serif: true,
    most: pictureSide + 6,
  })
  const shown = clipped(
    { x: left, y: top, width: right - left + 1, height: count },
    { x: 0, y: 0, width: data.size, height: data.size },
  )
  const zoom = side / count
  const scale = photo ? photo.width / data.size : 1
  context.fillStyle = paper.raised
  context.fillRect(x, y, side, side)
  context.imageSmoothingEnabled = zoom < 3
  const to = [x + (shown.x - left) * zoom, y + (shown.y - top) * zoom, shown.width * zoom, shown.height * zoom]
  if (photo) context.drawImage(photo, shown.x * scale, shown.y * scale, shown.width * scale, shown.height * scale, ...to)
  frame(context, { x, y, width: side, height: side }, paper.accent, 2)
  context.save()
  context.globalAlpha = 0.55
  context.strokeStyle = paper.accent
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(field.x, field.y + field.height)
  context.lineTo(x, y)
  context.moveTo(field.x + field.width, field.y + field.height)
  context.lineTo(x + side, y)
  context.stroke()
  context.restore()
  const isCut = shown.width < count || shown.height < count
  const free = pictureSide - side
  if (free > 50) {
    const said = isCut ? ["from near;", "beyond the", "rim: zeros"] : ["from near"]
    said.forEach((words, line) => {
      write(context, paper, words, x + side + 8, y + 14 + 17 * line, { size: 15.5, serif: true, most: free - 6 })
    })
  }
}

const drawCells = (context, paper, values, x, y, [wide, high], scale, limit) => {
  values.forEach((row, down) => {
    row.forEach((value, across) => {
      const colour = colourOf(value, scale, limit)
      const rect = { x: x + across * wide, y: y + down * high, width: wide - 1.5, height: high - 1.5 }
      context.fillStyle = rgb(colour)
      context.fillRect(rect.x, rect.y, rect.width, rect.height)
      frame(context, rect, paper.line, 0.7)
      if (wide >= 30)
        write(context, paper, big(value), rect.x + rect.width / 2, rect.y + rect.height / 2 + 4.5, {
          size: 13,
          align: "center",
          colour: legible(colour),
          most: rect.width - 3,
        })
    })
  })
}

const pill = (context, paper, value, limit, x, y, width, alpha = 1) => {
  const colour = colourOf(Math.max(-limit, Math.min(limit, value)), "signed", limit)
  context.globalAlpha = alpha
  context.fillStyle = rgb(colour)
  context.beginPath()
  context.roundRect(x, y - 12, width, 24, 12)
  context.fill()
  context.strokeStyle = paper.line
  context.lineWidth = 1
  context.stroke()
  write(context, paper, signed(value), x + width / 2, y + 5, {
    size: 15,
    bold: true,
    align: "center",
    colour: legible(colour),
    most: width - 8,
  })
  context.globalAlpha = 1
}

const drawSum = (context, state, own) => {
  const { paper, data, form, told } = state
  const { rows } = form
  const { parts: all, bias, bend, all: every } = told.sum
  const parts = all.slice(0, rows.most)
  const others = told.sum.others + all.slice(rows.most).reduce((sum, { adds }) => sum + adds, 0)
  const seen = state.seen({ parts, others, bias, before: told.sum.before })
  const [patches, weights] = [largestOf(parts.map(({ patch }) => patch)), largestOf(parts.map(part => part.weights))]
  const scale = parts.some(({ patch }) => patch.flat().some(value => value < 0)) ? "signed" : "magnitude"
  const [wide] = rows.cell
  const wider = wide >= 30 ? [wide + 8, rows.cell[1]] : rows.cell
  const tileX = rows.x + rows.label
  const windowX = tileX + rows.tile + 22
  const weightX = windowX + 3 * wide + 22
  const pillX = rows.end - rows.pill
  const strongest = largestOf([[parts.map(({ adds }) => adds)]])
  const side = parts[0].patch.length // of the window
  const reach = (side - 1) / 2
  const middling = ([width]) => ((3 - side) * width) / 2 // a window of one cell stands in the middle of its place
  const lineY = rows.y + rows.most * rows.height + rows.room + 26
  const sumY = lineY + (form.kind === "narrow" ? 28 : 22)
  if (form.kind === "wide") {
    const heads = [
      [data.before ? "strongest maps" : "colours", rows.x],
      ["its cells", windowX],
      ["weights", weightX],
    ]
    for (const [words, x] of heads) write(context, paper, words, x, 14, { bold: true })
    write(context, paper, "adds", rows.end, 14, { bold: true, align: "right" })
  }
  parts.forEach((part, number) => {
    const y = rows.y + number * rows.height
    const middle = y + rows.tile / 2
    context.globalAlpha = between(0.3, 1, seen.appeared[number])
    const name = data.before ? `map ${part.map}` : (data.given[part.map] ?? part.map)
    write(context, paper, name, tileX - 8, middle + 5, {
      align: "right",
      size: form.kind === "narrow" ? 13 : 14,
      most: rows.label - 8,
    })
    const rect = { x: tileX, y, width: rows.tile, height: rows.tile }
    const zoom = drawSource(context, state, part.map, rect)
    const [row, column] = state.told.cell
    const inner = clipped(
      { x: rect.x + (column - reach) * zoom, y: rect.y + (row - reach) * zoom, width: side * zoom, height: side * zoom },
      rect,
    )
    frame(context, inner, paper.accent, 1.6)
    const high = side * rows.cell[1]
    context.strokeStyle = paper.accent
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(inner.x + inner.width, inner.y)
    context.lineTo(windowX + middling(rows.cell) - 3, middle - high / 2)
    context.moveTo(inner.x + inner.width, inner.y + inner.height)
    context.lineTo(windowX + middling(rows.cell) - 3, middle + high / 2)
    context.stroke()
    drawCells(context, paper, part.patch, windowX + middling(rows.cell), middle - high / 2, rows.cell, scale, patches)
    write(context, paper, "×", weightX - 12, middle + 5, { size: 16, align: "center", colour: paper.ink })
    drawCells(context, paper, part.weights, weightX + middling(wider), middle - high / 2, wider, "signed", weights)
    write(context, paper, "=", (weightX + 3 * wider[0] + pillX) / 2, middle + 5, {
      size: 16,
      align: "center",
      colour: paper.ink,
    })
    pill(context, paper, part.adds, strongest, pillX, middle, rows.pill, seen.appeared[number])
    context.globalAlpha = 1
    if (seen.fallen > 0 && seen.fallen < 1)
      pill(
        context,
        paper,
        part.adds,
        strongest,
        pillX,
        between(middle, sumY - 4, seen.fallen ** 2),
        rows.pill,
        1 - 0.5 * seen.fallen,
      )
  })
  const restY = rows.y + rows.most * rows.height + rows.room / 2 - 2
  const count = every.length - parts.length
  if (count > 0) {
    write(context, paper, `+ ${count} other maps`, rows.x, restY + 5, { size: 15.5, serif: true, most: 130 })
    if (form.kind !== "narrow") drawEvery(context, state, every, windowX, restY, pillX - windowX - 16, rows.room - 6)
    write(context, paper, signed(others), rows.end - 10, restY + 5, { size: 15, bold: true, align: "right", colour: paper.ink })
  }
  if (!data.before)
    write(context, paper, data.how, rows.x, restY + 5, {
      size: 15.5,
      serif: true,
      most: rows.end - rows.x,
    })
  write(context, paper, "+ bias", rows.x, lineY - 9, { size: 15.5, serif: true })
  write(context, paper, signed(bias), rows.end - 10, lineY - 9, { size: 15, bold: true, align: "right", colour: paper.ink })
  context.fillStyle = paper.ink
  context.fillRect(rows.x, lineY, rows.end - rows.x, 1.2)
  const sumX = form.kind === "wide" ? rows.end - 10 : form.chip.x - (form.bend ? 112 : bend.length > 5 ? 114 : 66)
  const shownY = form.kind === "wide" ? sumY : form.chip.y + 26
  write(
    context,
    paper,
    form.kind === "narrow" ? "= sum" : `= the sum of ${told.sum.products.toLocaleString("en-GB")} products and the bias`,
    rows.x,
    shownY,
    { size: 15.5, serif: true, most: sumX - rows.x - 70 },
  )
  write(context, paper, big(seen.sum), sumX, shownY, {
    size: form.kind === "narrow" ? 18 : 20,
    bold: true,
    align: "right",
    colour: paper.ink,
  })
  if (form.kind === "narrow")
    write(context, paper, bend ? `${bend} →` : "→", form.chip.x - 7, shownY, { size: 15.5, serif: true, align: "right" })
  drawBend(context, state, { sumX, shownY, seen, own })
  if (form.notes) drawBalance(context, state, form.notes)
}

// All parts of the sum, the strongest first: what speaks for the unit above the line, what speaks against it below.
const drawEvery = (context, { paper }, every, x, y, width, height) => {
  const most = Math.max(...every.map(Math.abs), 1e-12)
  const each = width / every.length
  context.fillStyle = paper.line2
  context.fillRect(x, y, width, 1)
  every.forEach((value, place) => {
    const high = (Math.abs(value) / most) * (height / 2)
    context.fillStyle = value < 0 ? paper.minus : paper.plus
    context.fillRect(x + place * each, value > 0 ? y - high : y + 1, Math.max(0.7, each - 0.25), high)
  })
}

const drawBalance = (context, { paper, told, data }, [x, y, width]) => {
  const lines = [
    [told.sum.gain, "speak for it", paper.plus],
    [told.sum.loss, "against it", paper.minus],
  ]
  lines.forEach(([[count, amount], words, colour], line) => {
    const at = y + 62 * line
    write(context, paper, signed(amount), x, at + 6, { size: 20, bold: true, colour, most: width })
    write(context, paper, `${count} of ${told.sum.all.length} ${data.before ? "maps" : "colours"}`, x, at + 24, { most: width })
    write(context, paper, words, x, at + 41, { most: width })
  })
}

// The function that bends the sum, with the sum on it, the number that comes of it, and the way into the map.
const drawBend = (context, state, { sumX, shownY, seen, own }) => {
  const { paper, form, told, data } = state
  const { before, bend, slope } = told.sum
  const { chip } = form
  const box = bend ? form.bend : null
  if (box) {
    const middle = box.x + box.width / 2
    const floor = box.y + box.height - 8
    const rise = Math.min(box.width / 2 - 4, box.height - 14)
    const isBelow = form.kind === "wide" && bend.length > 5 // where the way to the number does not cross a long name
    write(context, paper, bend, box.x, isBelow ? floor + 22 : box.y + 6, { size: 14, bold: true })
    context.strokeStyle = paper.line2
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(box.x, floor)
    context.lineTo(box.x + box.width, floor)
    context.moveTo(middle, floor + 6)
    context.lineTo(middle, floor - rise)
    context.stroke()
    context.strokeStyle = paper.ink2
    context.lineWidth = 2.2
    context.beginPath()
    context.moveTo(middle - rise, floor + slope * rise)
    context.lineTo(middle, floor)
    context.lineTo(middle + rise, floor - rise)
    context.stroke()
    const most = Math.max(state.mapPiece()?.limit ?? 1, Math.abs(before), 1e-9)
    const reach = Math.max(-1, Math.min(1, before / most)) * seen.bent
    const dot = { x: middle + reach * rise, y: floor - Math.max(reach, slope * reach) * rise }
    context.fillStyle = before > 0 ? paper.accent : paper.minus
    context.beginPath()
    context.arc(dot.x, dot.y, 5, 0, 7)
    context.fill()
    if (form.kind === "wide") curve(context, paper, { x: sumX + 6, y: shownY - 6 }, { x: box.x - 4, y: floor }, { thick: 1.4 })
    const from =
      form.kind === "wide"
        ? { x: chip.x + chip.width / 2, y: chip.y + chip.height }
        : { x: chip.x, y: chip.y + chip.height / 2 }
    context.strokeStyle = paper.accent
    context.lineWidth = 1.4
    context.beginPath()
    context.moveTo(dot.x, dot.y - 7)
    context.quadraticCurveTo(form.kind === "wide" ? from.x : dot.x, (dot.y + from.y) / 2, from.x, from.y)
    context.stroke()
  }
  const piece = state.mapPiece()
  const colour = piece
    ? colourOf(
        Math.min(Math.max(told.value, piece.scale === "signed" ? -piece.limit : 0), piece.limit),
        piece.scale,
        piece.limit,
      )
    : [200, 200, 200]
  const cell = cellRect(own, data, told.cell)
  const from =
    form.kind === "wide" ? { x: chip.x + chip.width, y: chip.y + chip.height / 2 } : { x: chip.x + chip.width - 24, y: chip.y }
  const to = { x: cell.x - 3, y: cell.y + cell.height / 2 }
  if (form.kind === "wide") {
    curve(context, paper, from, to, { thick: 1.8 })
    if (seen.run > 0 && seen.run < 1) drop(context, paper, from, to, seen.run)
  }
  context.globalAlpha = between(0.15, 1, seen.bent)
  context.fillStyle = rgb(colour)
  context.beginPath()
  context.roundRect(chip.x, chip.y, chip.width, chip.height, 8)
  context.fill()
  context.strokeStyle = paper.line2
  context.lineWidth = 1
  context.stroke()
  write(context, paper, big(told.value), chip.x + chip.width / 2, chip.y + chip.height / 2 + 8, {
    size: 23,
    bold: true,
    align: "center",
    colour: legible(colour),
    most: chip.width - 8,
  })
  context.globalAlpha = 1
}

const drop = (context, paper, from, to, share) => {
  const at = eased(share)
  const middle = (from.x + to.x) / 2
  const point = (one, two, three, four) => {
    const left = 1 - at
    return left ** 3 * one + 3 * left * left * at * two + 3 * left * at * at * three + at ** 3 * four
  }
  context.fillStyle = paper.accent
  context.beginPath()
  context.arc(point(from.x, middle, middle, to.x), point(from.y, from.y, to.y, to.y), 5.5, 0, 7)
  context.fill()
}

// A map that the window lies on, or the picture; returns the pixels of one of its cells.
const drawSource = (context, state, map, rect) => {
  const { paper, data } = state
  context.fillStyle = paper.raised
  context.fillRect(rect.x, rect.y, rect.width, rect.height)
  const photo = state.photo()
  const sheet = data.before ? state.sheet() : null
  if (sheet) tile(context, inked(sheet, paper), sheet.tile, sheet.columns, map, rect)
  if (!data.before && photo) inOneLight(context, photo, rect, data.given[map])
  frame(context, rect, paper.line)
  return rect.width / data.columns
}

/** The same in words. */
export const saidOf = ({ data, cell, told, value }) => {
  const where = `Row ${cell[0]}, column ${cell[1]} of map ${data.map} of ${data.named}`
  if (!told || told.isOld) return `${where}: ${value === undefined ? "on its way" : big(value)}.`
  const { products, gain, loss, bias, before, bend } = told.sum
  const [top, bottom, left, right] = fieldOf(data.field, cell)
  const reach = `Rows ${spell(top)} to ${spell(bottom)} and columns ${spell(left)} to ${spell(right)} of the picture can reach it.`
  const sums = `${products.toLocaleString("en-GB")} products: ${signed(gain[1])} from ${gain[0]} maps, ${signed(loss[1])} from ${loss[0]}`
  return `${where}: ${big(told.value)}. ${reach} ${sums}, bias ${signed(bias)}: ${big(before)}${bend ? ` before ${bend}` : ""}.`
}
