// How much each patch of a picture takes from every other one, and what of it is seen.

/** The shares that one patch takes from all, in their order. */
export const sharesOf = (attention, patch, count) => attention.slice(patch * count, (patch + 1) * count)

/** How faded each patch is drawn: the one that gives most is clear (0), one that gives nothing is faded (1). */
export const shades = shares => {
  const most = Math.max(...shares)
  return shares.map(share => (most > 0 ? 1 - share / most : 1))
}

/** The patches that give most, so many of them, without the one that takes. */
export const givers = (shares, patch, most) =>
  shares
    .map((_, other) => other)
    .filter(other => other !== patch && shares[other] > 0)
    .sort((one, other) => shares[other] - shares[one])
    .slice(0, most)

/** How few patches give half of all that is taken. */
export const halfFrom = shares => {
  const half = shares.reduce((sum, share) => sum + share, 0) / 2
  let [sum, count] = [0, 0]
  for (const share of shares.toSorted((one, other) => other - one)) {
    if (sum >= half) break
    sum += share
    count += 1
  }
  return count
}
