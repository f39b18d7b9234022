// The lines of the way from the picture to the answer: from the patch to its cell, its place in the vector, its weight, the sum, the bar.

// From mark to mark: level over what stands there, and bent only in the gap between two columns, where there are no words.
const crossing = (from, to, { start, end }) => {
  const middle = (start + end) / 2
  return `M${from.x} ${from.y}H${start}C${middle} ${from.y} ${middle} ${to.y} ${end} ${to.y}H${to.x}`
}

/** Draw them for the place that is shown. */
export const drawLinks = ({ find, maps, folded, data, place }) => {
  const origin = find(".row").getBoundingClientRect()
  const box = element => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return { left: left - origin.left, right: left - origin.left + width, middle: top - origin.top + height / 2 }
  }
  const channel = place % data.grid.channels
  const marks = [
    box(find(".picture .mark")),
    box(maps[channel].querySelector(".mark")),
    box(find(".vector .mark")),
    box(folded[channel].querySelector(".mark")),
  ]
  const sum = box(find(".product"))
  const total = box(find(".total"))
  const bar = box(find(".classes").children[data.unit])
  const line = (name, from, to, columns, gap = 0) => {
    const [start, end] = [Math.max(columns[0].right, from.right + gap), Math.min(columns[1].left, to.left - gap)]
    const path = crossing({ x: from.right + gap, y: from.middle }, { x: to.left - gap, y: to.middle }, { start, end })
    find(`.links .${name}`).setAttribute("d", path)
  }
  const [values, weights] = [box(find(".maps.values")), box(find(".maps.weights"))]
  line("to-map", marks[0], marks[1], [box(find(".picture")), values])
  line("to-vector", marks[1], marks[2], [values, marks[2]])
  line("to-weight", marks[2], marks[3], [marks[2], weights])
  line("to-sum", marks[3], sum, [weights, sum], 2)
  line("to-bar", total, bar, [total, bar], 2)
}
