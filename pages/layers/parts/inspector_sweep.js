// How a map is painted: the first cells slowly, so that each can be followed, then ever faster, all of it in a few seconds.

const FIRST = [900, 1600, 2100] // milliseconds after which each of the first cells is there
const WHOLE = 6000 // milliseconds
const FASTER = 1.9 // times as many cells a second, every half second

/** How many of `total` cells are painted, so many milliseconds after the beginning. */
export const paintedAfter = (milliseconds, total) => {
  const slow = FIRST.filter(moment => moment <= milliseconds).length
  if (slow < FIRST.length) return Math.min(slow, total)
  const steps = (moment => (moment - FIRST.at(-1)) / 500)(Math.min(milliseconds, WHOLE))
  const all = FASTER ** ((WHOLE - FIRST.at(-1)) / 500) - 1
  return Math.min(total, FIRST.length + Math.round(((total - FIRST.length) * (FASTER ** steps - 1)) / all))
}

/** The moment at which so many cells are painted: where the sweep goes on after a pause. */
export const momentOf = (painted, total) => {
  if (painted < FIRST.length) return painted ? FIRST[painted - 1] : 0
  const all = FASTER ** ((WHOLE - FIRST.at(-1)) / 500) - 1
  const share = total > FIRST.length ? (painted - FIRST.length) / (total - FIRST.length) : 1
  return FIRST.at(-1) + (500 * Math.log(1 + Math.min(share, 1) * all)) / Math.log(FASTER)
}

/** Show the whole map. */
export const showAll = state => {
  stopSweep(state)
  showUpTo(state, countOf(state))
}

/** Show the first so many cells of the map, line by line; what is not painted yet stays paper. */
export const showUpTo = (state, painted) => {
  const { find, map, shown } = state
  const { rows, columns } = shown.output
  const canvas = find(".stage-out canvas")
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows })
  const pen = canvas.getContext("2d")
  const [whole, part] = [Math.floor(painted / columns), painted % columns]
  pen.clearRect(0, 0, columns, rows)
  if (whole) pen.drawImage(map, 0, 0, columns, whole, 0, 0, columns, whole)
  if (part) pen.drawImage(map, 0, whole, part, 1, 0, whole, part, 1)
  state.painted = painted
  const scrub = find(".scrub")
  scrub.max = rows * columns
  scrub.value = painted
  const all = (rows * columns).toLocaleString("en-GB")
  const place = painted === rows * columns ? `all ${all} cells` : `cell ${painted.toLocaleString("en-GB")} of ${all}`
  find(".place").textContent = place
  scrub.setAttribute("aria-valuetext", place)
}

const countOf = ({ shown: { output } }) => output.rows * output.columns

/** Paint the map from where it is, or from its first cell if all of it is there. */
export const beginSweep = state => {
  stopSweep(state)
  const total = countOf(state)
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    showUpTo(state, total)
    return state.ended()
  }
  if (state.painted >= total) showUpTo(state, 0)
  setButton(state, "Pause")
  let moment = momentOf(state.painted, total)
  let before = null
  const frame = now => {
    moment += state.speed * (before === null ? 0 : Math.min(now - before, 100))
    before = now
    const painted = paintedAfter(moment, total)
    if (painted > state.painted) {
      showUpTo(state, painted)
      state.goTo(painted - 1, painted <= FIRST.length)
    }
    if (painted < total) state.sweeping = requestAnimationFrame(frame)
    else {
      stopSweep(state)
      state.ended()
    }
  }
  if (state.painted < FIRST.length) state.goTo(state.painted, true)
  state.sweeping = requestAnimationFrame(frame)
}

/** Stop painting, if it was. */
export const stopSweep = state => {
  cancelAnimationFrame(state.sweeping)
  state.sweeping = null
  setButton(state, "Play")
}

const setButton = ({ find }, name) => {
  find(".play").ariaLabel = name
}
