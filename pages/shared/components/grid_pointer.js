// Cells of a grid that lies over an element: which one is pointed at, and which one an arrow key leads to.

/** [row, column] under a pointer's event; beside the element it lies outside of the grid. */
export const cellUnder = ({ clientX, clientY }, element, { rows, columns }) => {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * columns)]
}

export const isInside = ([row, column], { rows, columns }) => row >= 0 && column >= 0 && row < rows && column < columns

/** The cell of the grid that is nearest to a place. */
export const nearestCell = ([row, column], { rows, columns }) => [
  Math.min(Math.max(row, 0), rows - 1),
  Math.min(Math.max(column, 0), columns - 1),
]

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** [rows, columns] that a key leads on; undefined for a key that is no arrow. */
export const arrowStep = key => ARROWS[key]
