// Where the names of boxes stand, so that each can be read.

const WIDE = 0.58 // of a letter, in heights of the letters
const TALL = 1.3

const overlap = (one, other) =>
  one.x < other.x + other.width && other.x < one.x + one.width && Math.abs(one.y - other.y) < one.height

/**
 * The names that are written, each over its box, or where that place is taken, at the box's foot; the surer come first.
 *
 * @param boxes array of { box: [left, top, right, bottom], text }, the surest last; without a text a box has no name
 * @param view [left, top, width, height] of the photo
 * @param font height of the letters, in the units of the boxes
 * @returns array of { text, x, y, width, height }: the left end and the base line of each
 */
export const boxLabels = (boxes, [left, top, wide, height], font) => {
  const written = []
  for (const { box, text } of [...boxes].reverse()) {
    if (!text) continue
    const isAbove = box[1] - top > 1.3 * font // over its box where there is room, else inside
    const over = isAbove ? box[1] - 0.35 * font : Math.max(box[1], top) + 1.1 * font
    const width = WIDE * font * text.length
    const x = Math.max(left + 3, Math.min(Math.max(box[0], left) + 3, left + wide - width - 3)) // within the photo
    const places = [over, box[3] - 0.35 * font].map(y => Math.max(top + font, Math.min(y, top + height - 4)))
    const labels = places.map(y => ({ text, x, y, width, height: TALL * font }))
    const label = labels.find(each => !written.some(other => overlap(each, other)))
    if (label) written.push(label)
  }
  return written
}
