// Moving over the canvas: a camera that is zoomed about a place and kept on its world, and flights from one level to the next.

export const FLIGHT = 420 // milliseconds

/** The easing of flights, cubic-bezier(.3, 0, .1, 1), by bisection. */
export const eased = time => {
  if (time <= 0 || time >= 1) return Math.min(Math.max(time, 0), 1)
  const bezier = (one, other, at) => 3 * one * at * (1 - at) ** 2 + 3 * other * at ** 2 * (1 - at) + at ** 3
  let [low, high] = [0, 1]
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2
    if (bezier(0.3, 0.1, middle) < time) low = middle
    else high = middle
  }
  return bezier(0, 1, (low + high) / 2)
}

const mix = (from, to, share) => from + (to - from) * share

/** A rectangle between two others. */
export const between = (from, to, share) => ({
  x: mix(from.x, to.x, share),
  y: mix(from.y, to.y, share),
  width: mix(from.width, to.width, share),
  height: mix(from.height, to.height, share),
})

/** Where the whole of a canvas lies if one of its rectangles is moved onto another. */
export const carried = (rect, onto, { width, height }) => {
  const [wide, high] = [onto.width / rect.width, onto.height / rect.height]
  return { x: onto.x - rect.x * wide, y: onto.y - rect.y * high, width: width * wide, height: height * high }
}

export const HOME = { x: 0, y: 0, scale: 1 } // a camera: what of the world lies in the corner, and how large it is shown

/** A camera zoomed by a factor, with the place under the pointer staying under it. */
export const zoomed = (camera, factor, point, least, most) => {
  const scale = Math.min(Math.max(camera.scale * factor, least), most)
  return {
    x: camera.x + point.x / camera.scale - point.x / scale,
    y: camera.y + point.y / camera.scale - point.y / scale,
    scale,
  }
}

/** A camera moved so that the world fills the view as far as it can; a world that is smaller stays in its corner. */
export const kept = (camera, world, view) => {
  const most = (length, seen) => Math.max(0, length - seen / camera.scale)
  return {
    x: Math.min(Math.max(camera.x, 0), most(world.width, view.width)),
    y: Math.min(Math.max(camera.y, 0), most(world.height, view.height)),
    scale: camera.scale,
  }
}

/** A place of the view in the world, and the other way round. */
export const inWorld = (camera, point) => ({ x: camera.x + point.x / camera.scale, y: camera.y + point.y / camera.scale })

export const inView = (camera, { x, y, width, height }) => ({
  x: (x - camera.x) * camera.scale,
  y: (y - camera.y) * camera.scale,
  width: width * camera.scale,
  height: height * camera.scale,
})
