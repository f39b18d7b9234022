// Arrays that one widget has received and another one looks at, by their versions.

const MOST = 8 // those that came last; a page has one inspector, which looks at the last one

const HELD = new Map()

const entry = version => {
  if (!HELD.has(version)) {
    const held = {}
    held.promise = new Promise(resolve => {
      held.resolve = resolve
    })
    HELD.set(version, held)
  }
  return HELD.get(version)
}

/** Keep what `make` returns, a promise of values, unless it is here already. */
export const hold = (version, make) => {
  const held = entry(version)
  if (!held.isHere) held.resolve(make())
  held.isHere = true
  HELD.delete(version) // to the end
  HELD.set(version, held)
  while (HELD.size > MOST) HELD.delete(HELD.keys().next().value)
}

/** The values of that version, as a promise: they may come later than they are asked for. */
export const heldArray = ({ version }) => entry(version).promise
