// The strongest links of a map, from what was fetched of its layer and of the next one.

import { readLinks } from "./living_tiles.js"

const EACH = 5 // links to a side

const pick = (numbers, shares, map, column) => {
  const found = []
  for (let place = EACH * map; place < EACH * (map + 1); place++)
    if (numbers[place] >= 0) found.push({ column, map: numbers[place], share: shares[place] })
  return found
}

/** What feeds a map and what it feeds, the strongest first: { column, map, share }; column -1 is the picture. Empty until it is here. */
export const linksOf = (state, column, map) => {
  const { columns, tiles } = state
  const into = tiles.get(`links/${columns[column].layer}`, readLinks)
  const next = columns[column + 1] && tiles.get(`links/${columns[column + 1].layer}`, readLinks)
  return {
    feeds: into?.has ? pick(into.sources, into.sourceShares, map, column - 1) : [],
    fed: next?.has ? pick(next.targets, next.targetShares, map, column + 1) : [],
    isHere: Boolean(into && (next || !columns[column + 1])),
  }
}
