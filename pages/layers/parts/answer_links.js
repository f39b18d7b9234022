// The lines of the way from the picture to the answer: from the patch to its cell, its place in the vector, its weight, the sum, the bar.

const crossing = (from, to) => {
  const middle = (from.x + to.x) / 2
  return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
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
  const line = (name, from, to, gap = 0) =>
    find(`.links .${name}`).setAttribute(
      "d",
      crossing({ x: from.right + gap, y: from.middle }, { x: to.left - gap, y: to.middle }),
    )
  line("to-map", marks[0], marks[1])
  line("to-vector", marks[1], marks[2])
  line("to-weight", marks[2], marks[3])
  line("to-sum", marks[3], sum, 2)
  line("to-bar", total, bar, 2)
}
