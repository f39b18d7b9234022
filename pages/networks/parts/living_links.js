// The strongest links of a map, from what was fetched of its layer and of the next one, or of the map alone.

import { readJson, readLinks } from "./living_tiles.js"

const EACH = 5 // links to a side

const pick = (numbers, shares, map, column) => {
  const found = []
  for (let place = EACH * map; place < EACH * (map + 1); place++)
    if (numbers[place] >= 0) found.push({ column, map: numbers[place], share: shares[place] })
  return found
}

const told = (links, column) => links.map(([map, share]) => ({ column, map, share }))

/** What feeds a map and what it feeds, the strongest first: { column, map, share }; column -1 is the picture. Empty until it is here. */
export const linksOf = (state, column, map) => {
  const { columns, tiles } = state
  const into = tiles.get(`links/${columns[column].layer}`, readLinks)
  const after = columns[column + 1]
  const next = after && tiles.get(`links/${after.layer}`, readLinks)
  // Where whole blocks lie between two columns, the links are told map by map.
  const lacks = (into && !into.has && column > 0) || (next && !next.has)
  const ways = lacks ? tiles.get(`ways/${columns[column].layer}/${map}`, readJson) : null
  const feeds = into?.has ? pick(into.sources, into.sourceShares, map, column - 1) : told(ways?.feeds ?? [], column - 1)
  const fed = next?.has ? pick(next.targets, next.targetShares, map, column + 1) : told(ways?.fed ?? [], column + 1)
  return { feeds, fed, isHere: Boolean(into && (next || !after) && (!lacks || ways)) }
}

/** The last maps that count most for the class that is pointed at in the answer. */
export const linksToClass = state => {
  if (state.asked === null) return []
  return told(state.tiles.get(`class/${state.asked}`, readJson) ?? [], state.columns.length - 1)
}
