// Where the inspector's parts lie: pictures as high as the screen allows, the map over the part of the input that it answers to.

const NARROW = 760 // pixels, as in the style sheet

/** Write what stands over the parts, and how large they are. */
export const writeTitles = ({ find, shown }) => {
  const { titles, input, output, kernel, window, kind } = shown
  find(".title-in").textContent = titles.input
  find(".title-out").textContent = titles.output
  find(".title-kernel").textContent = titles.kernel
  find(".under").textContent = titles.patch
    ? titles.patch
    : window.rows * window.columns > 1
      ? "Under the window"
      : input.channels > 1
        ? "One pixel"
        : "One cell"
  find(".sum-name").textContent =
    { convolution: "their sum", max: "the largest", average: "their mean" }[kind] ?? `${titles.kernel} →`
  find(".hint").textContent = hintOf(shown)
  find(".size-in").textContent = titles.about ?? sizeOf(input)
  find(".size-out").textContent = sizeOf(output)
  const middle = find(".middle")
  middle.classList.toggle("lone", !kernel)
  middle.dataset.kind = find(".inspector").dataset.kind = kind
  middle.classList.toggle("biased", shown.bias !== null)
  middle.dataset.size = Math.max(window.rows, window.columns)
  middle.dataset.channels = kernel?.length ?? 1
}

const hintOf = ({ kind, editable }) => {
  if (kind === "activation") return "Drag the dot along the curve."
  if (kind === "max" || kind === "average") return "Drag a number up or down."
  return editable ? "Drag a weight up or down, or type it." : ""
}

const sizeOf = ({ rows, columns }) => `${rows} rows × ${columns} columns`

/** Give both frames the input's shape, and lay the output where its windows are: a cell over the middle of its window. */
export const layOut = ({ find, shown }) => {
  const { input, output, window } = shown
  find(".figures").style.setProperty("--ratio", Math.min(Math.max(input.columns / input.rows, 0.2), 5))
  const { top, left, height, width } = placeOfMap(input, output, window)
  const { style } = find(".stage-out")
  style.top = `${100 * top}%`
  style.left = `${100 * left}%`
  style.width = `${100 * width}%`
  style.height = `${100 * height}%`
}

/** The part of the input that a map answers to, in shares of it; all of it where padding made the map reach beyond it. */
export const placeOfMap = (input, output, window) => {
  const along = (length, count, size, before) => {
    const begin = (window.dilation * (size - 1) + 1 - window.stride) / 2 - before
    return { begin: begin / length, share: (count * window.stride) / length }
  }
  const rows = along(input.rows, output.rows, window.rows, window.top)
  const columns = along(input.columns, output.columns, window.columns, window.left)
  const fits = [rows, columns].every(({ begin, share }) => begin >= -0.001 && begin + share <= 1.001)
  return fits
    ? { top: rows.begin, height: rows.share, left: columns.begin, width: columns.share }
    : { top: 0, height: 1, left: 0, width: 1 }
}

/** Where things are on the screen, read once so that a move of the pointer makes the browser lay out nothing. */
export const measure = state => {
  const { find } = state
  const origin = find(".figures").getBoundingClientRect()
  const box = selector => {
    const { left, top, width, height } = find(selector).getBoundingClientRect()
    return { left: left - origin.left, top: top - origin.top, width, height }
  }
  state.places = {
    input: box(".stage-in"),
    output: box(".stage-out"),
    patch: box(".patches"),
    total: box(".total"),
    isNarrow: origin.width <= NARROW,
  }
}
