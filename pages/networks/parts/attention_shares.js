// How much each patch of a picture takes from every other one, and what of it is seen.

/** The shares that one patch takes from all, in their order. */
export const sharesOf = (attention, patch, count) => attention.slice(patch * count, (patch + 1) * count)

/** How dark each patch is drawn: the one that gives most is bright (0), one that gives nothing is dark (1). */
export const shades = shares => {
  const most = Math.max(...shares)
  return shares.map(share => (most > 0 ? 1 - share / most : 1))
}

/** The patch that gives most. */
export const strongest = shares => shares.indexOf(Math.max(...shares))

/** How far two patches are from each other, in patches. */
export const distance = (first, second, side) =>
  Math.hypot(Math.floor(first / side) - Math.floor(second / side), (first % side) - (second % side))

/** How far a patch looks on average, in patches: each distance counts as much as is taken from there. */
export const reach = (shares, patch, side) => {
  const total = shares.reduce((sum, share) => sum + share, 0)
  return shares.reduce((sum, share, other) => sum + share * distance(patch, other, side), 0) / total
}
