// The learner's picture on its way through a network: some maps of each block, and beside it what another network calls it.

import { unpack } from "../../shared/components/arrays.js"
import { colourLevels, TABLES, useSchemeOf } from "../../shared/components/colours.js"
import { make, makeSvg } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"

// Where everything stands, in pixels of a figure that is so wide and high; a narrow page has fewer maps, and the answers below.
const WIDE = {
  width: 740,
  height: 390,
  picture: [28, 102, 136],
  tile: 50,
  rows: 6,
  blocks: [0, 1, 2, 3, 4],
  left: place => 200 + 76 * place,
  top: row => 48 + 54 * row,
  answers: { left: 592, top: 118, width: 148, step: 40, most: 4 },
  said: [592, 54],
  around: "M96 290 V366 Q96 382 112 382 H650 Q666 382 666 366 V268",
}
const NARROW = {
  width: 358,
  height: 308,
  picture: [0, 36, 84],
  tile: 48,
  rows: 4,
  blocks: [0, 1, 2, 4],
  left: place => 118 + 62 * place,
  top: row => 22 + 54 * row,
  answers: { left: 0, top: 286, width: 358, step: 40, most: 1 },
  said: [0, 264],
  around: "M42 150 V244",
}
const BREAK = 640 // pixels: from here on it is wide
const SHARP = 2 // pixels of a canvas for each of the figure

const share = probability =>
  probability > 0.999 ? "> 99.9%" : probability < 0.01 ? "< 1%" : `${Math.round(100 * probability)}%`

const text = (svg, x, y, words, type = "", anchor = "start") => {
  makeSvg("text", svg, { x, y, class: type, "text-anchor": anchor, "font-size": 15.5 }).textContent = words
}

// A curve that is drawn from its beginning, in its turn.
const curve = (svg, from, to, place, looks = { class: "curve drawn" }) => {
  const middle = (from[0] + to[0]) / 2
  const d = `M${from} C${middle} ${from[1]} ${middle} ${to[1]} ${to}`
  makeSvg("path", svg, { d, pathLength: 1, style: `--place: ${place}`, ...looks })
}

const drawPicture = (maps, form, description, address) => {
  const [left, top, side] = form.picture
  put(make("img", maps, { src: address, alt: description }), form, left, top, side, side)
}

const put = (element, form, left, top, width, height) => {
  element.style.left = `${(100 * left) / form.width}%`
  element.style.top = `${(100 * top) / form.height}%`
  element.style.width = `${(100 * width) / form.width}%`
  element.style.height = `${(100 * height) / form.height}%`
}

const drawLines = (svg, form, data) => {
  const [left, top, side] = form.picture
  for (let row = 0; row < form.rows; row++)
    curve(svg, [left + side, top + side / 2], [form.left(0), form.top(row) + form.tile / 2], 0)
  // What feeds a map most, among those that are shown beside each other.
  for (const [block, source, target, share] of data.links) {
    const place = form.blocks.indexOf(block)
    if (form.blocks[place - 1] !== block - 1 || Math.max(source, target) >= form.rows) continue
    const from = [form.left(place - 1) + form.tile, form.top(source) + form.tile / 2]
    const to = [form.left(place), form.top(target) + form.tile / 2]
    const much = Math.min(share, 0.4)
    const ends = { "data-from": `${block - 1}:${source}`, "data-to": `${block}:${target}` }
    curve(svg, from, to, place, {
      class: "link drawn",
      ...ends,
      "stroke-width": 0.8 + 5 * much,
      "stroke-opacity": 0.3 + 1.4 * much,
    })
  }
  if (!data.answers.length) return
  makeSvg("path", svg, { d: form.around, class: "dotted answer" })
  if (form === WIDE) text(svg, 381, 387, data.both, "note both answer", "middle")
}

const drawWords = (svg, form, data) => {
  const [left, top, side] = form.picture
  text(svg, left, top + side + 21, "your picture", "note")
  const middle = (form.left(0) + form.left(form.blocks.length - 1) + form.tile) / 2
  text(svg, middle, 14, form === NARROW ? data.short : data.note, "note", "middle")
  if (form === NARROW) return
  text(svg, left, top + side + 40, data.size)
  form.blocks.forEach((block, place) => {
    text(svg, form.left(place) + form.tile / 2, 38, `stage ${block + 1}`, "", "middle")
  })
}

const drawAnswers = (svg, form, data) => {
  const group = makeSvg("g", svg, { class: "answer" })
  const { left, top, width, step, most } = form.answers
  const lines = form === WIDE ? data.said : [data.said.join(" ")]
  lines.forEach((words, line) => {
    text(group, form.said[0], form.said[1] + 20 * line, words, "note")
  })
  data.answers.slice(0, most).forEach(({ name, probability }, place) => {
    const y = top + step * place
    const type = place ? "" : "first"
    text(group, left, y, name.length > 17 ? `${name.slice(0, 16)}…` : name, type)
    text(group, left + width, y, share(probability), type, "end")
    makeSvg("rect", group, { x: left, y: y + 6, width, height: 8, rx: 2, class: "bar" })
    makeSvg("rect", group, { x: left, y: y + 6, width: width * probability, height: 8, rx: 2, class: `share ${type}` })
  })
}

// A column of maps; where they are not known yet, of their frames.
const drawColumn = async (maps, form, place, column, isWanted) => {
  const canvas = make("canvas", maps)
  const height = form.top(form.rows - 1) - form.top(0) + form.tile
  put(canvas, form, form.left(place), form.top(0), form.tile, height)
  canvas.style.setProperty("--place", place)
  canvas.width = form.tile * SHARP
  canvas.height = height * SHARP
  const context = canvas.getContext("2d")
  context.strokeStyle = getComputedStyle(canvas).outlineColor
  const tops = Array.from({ length: form.rows }, (_, row) => SHARP * (form.top(row) - form.top(0)))
  const frame = top => context.strokeRect(0.5, top + 0.5, canvas.width - 1, canvas.width - 1)
  tops.forEach(frame)
  if (!column) return
  const sheet = await createImageBitmap(new Blob([column.sheet], { type: "image/webp" }))
  if (!isWanted()) return
  const levels = new OffscreenCanvas(sheet.width, sheet.height)
  const inked = levels.getContext("2d", { willReadFrequently: true })
  inked.drawImage(sheet, 0, 0)
  const picture = inked.getImageData(0, 0, sheet.width, sheet.height)
  colourLevels(picture.data, "magnitude")
  inked.putImageData(picture, 0, 0)
  const side = column.tile
  context.imageSmoothingEnabled = side > canvas.width // every value a block
  tops.forEach((top, row) => {
    context.drawImage(levels, row * side, 0, side, side, 0, top, canvas.width, canvas.width)
    frame(top)
  })
}

// Each map leads to the page where it can be looked at; pointed at, it shows what feeds it and what it feeds.
const drawLinks = (flow, maps, form, place, block, [layer, channels]) => {
  channels.slice(0, form.rows).forEach((channel, row) => {
    const link = make("a", maps, {
      href: `./vgg16?vgg16_layer=${layer}&vgg16_map=${channel}`,
      target: "_self",
      title: `Map ${channel} of ${layer.replace("_", ", ")}: look inside`,
      tabIndex: row ? -1 : 0, // by keys the first of each column, or all would be in the way
    })
    put(link, form, form.left(place), form.top(row), form.tile, form.tile)
    const own = `${block}:${row}`
    const light = isOn => {
      for (const line of flow.querySelectorAll(".link"))
        line.classList.toggle("off", isOn && line.dataset.from !== own && line.dataset.to !== own)
    }
    link.onpointerenter = link.onfocus = () => light(true)
    link.onpointerleave = link.onblur = () => light(false)
  })
}

const draw = (flow, form, data) => {
  const svg = flow.querySelector("svg")
  const maps = flow.querySelector(".maps")
  flow.style.aspectRatio = `${form.width} / ${form.height}`
  svg.setAttribute("viewBox", `0 0 ${form.width} ${form.height}`)
  svg.replaceChildren()
  maps.replaceChildren()
  const drawn = flow.dataset.drawn
  drawLines(svg, form, data)
  drawWords(svg, form, data)
  drawAnswers(svg, form, data)
  drawPicture(maps, form, data.description, flow.dataset.address)
  form.blocks.forEach((block, place) => {
    const column = data.tiles[block] && { tile: data.tiles[block], sheet: data.parts[`sheet${block}`] }
    if (column) drawLinks(flow, maps, form, place, block, data.maps[block])
    drawColumn(maps, form, place, column, () => flow.dataset.drawn === drawn)
  })
}

export default function ({ data: sent, parentElement }) {
  const data = unpack(sent)
  const flow = parentElement.querySelector(".flow")
  flow.ariaLabel = data.label
  if (flow.dataset.version !== data.version) {
    flow.dataset.version = data.version
    flow.dataset.address = pictureUrl(parentElement, data.parts.picture, "image/webp")
    flow.classList.toggle("arrives", data.tiles.length > 0)
  }
  useSchemeOf(flow)
  const paper = TABLES.magnitude.slice(0, 3).join()
  const show = () => {
    const form = flow.clientWidth >= BREAK ? WIDE : NARROW
    const drawn = [data.version, paper, form.width].join()
    if (flow.dataset.drawn === drawn) return
    flow.dataset.drawn = drawn
    draw(flow, form, data)
  }
  const watch = new ResizeObserver(show)
  watch.observe(flow)
  return () => {
    watch.disconnect()
    whenGone(parentElement, () => forgetPicture(parentElement))()
  }
}
