// Boxes in whole pixels of a picture, as [left, top, right, bottom]: moved, stretched and compared.

const LEAST = 1 // pixels of a side

const area = ([left, top, right, bottom]) => Math.max(right - left, 0) * Math.max(bottom - top, 0)

/** What two boxes share; its right lies left of its left, or its bottom above its top, where they share nothing. */
export const overlap = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]

/** Intersection over union, as lessons.core.boxes computes it. */
export const iou = (a, b) => {
  const shared = area(overlap(a, b))
  return shared / (area(a) + area(b) - shared)
}

const within = (value, low, high) => Math.round(Math.min(Math.max(value, low), high))

/** A box moved on by [x, y], as far as the picture goes. */
export const shifted = ([left, top, right, bottom], [x, y], { rows, columns }) => {
  const [width, height] = [right - left, bottom - top]
  const [newLeft, newTop] = [within(left + x, 0, columns - width), within(top + y, 0, rows - height)]
  return [newLeft, newTop, newLeft + width, newTop + height]
}

// Which of a box's numbers each corner moves: its x and its y.
export const CORNERS = { nw: [0, 1], ne: [2, 1], sw: [0, 3], se: [2, 3] }

/** A box with one corner moved on by [x, y]: within the picture, and never beyond the opposite corner. */
export const stretched = (box, corner, [x, y], { rows, columns }) => {
  const [left, top, right, bottom] = box
  const [across, down] = CORNERS[corner]
  const changed = [...box]
  changed[across] = across === 0 ? within(left + x, 0, right - LEAST) : within(right + x, left + LEAST, columns)
  changed[down] = down === 1 ? within(top + y, 0, bottom - LEAST) : within(bottom + y, top + LEAST, rows)
  return changed
}
