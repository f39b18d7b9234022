// Where the pictures of a map lie, and which of them is meant.

const RIM = 12 // pixels around all tiles: the learner's picture is drawn larger, in a frame

/** The corner of a tile whose centre lies at a place of the map, which reaches from −1 to 1: [left, top] in pixels. */
export const cornerOf = ([x, y], { width, height }, tile) => {
  const room = side => side / 2 - tile / 2 - RIM
  return [width / 2 + x * room(width) - tile / 2, height / 2 + y * room(height) - tile / 2]
}

/** The number of the tile whose centre is nearest to a point, within a distance; -1 where there is none. */
export const nearestTile = ([x, y], places, size, tile, within = Number.POSITIVE_INFINITY) => {
  let best = -1
  let least = within * within
  places.forEach((place, number) => {
    const [left, top] = cornerOf(place, size, tile)
    const distance = (left + tile / 2 - x) ** 2 + (top + tile / 2 - y) ** 2
    if (distance < least) [best, least] = [number, distance]
  })
  return best
}

/** How many of a picture's neighbours are of its own class. */
export const alike = (number, { neighbours, targets }) =>
  neighbours[number].filter(other => targets[other] === targets[number]).length
