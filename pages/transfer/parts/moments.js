// Pictures of one moment: which lie together, and which one of a torn moment is on the other side.

/** The pictures in moments, in their order: those of one group together, where its first one lies; -1 is of no group. */
export const momentsOf = pictures => {
  const moments = []
  const of = new Map()
  for (const picture of pictures) {
    const moment = picture.group >= 0 ? of.get(picture.group) : undefined
    if (moment) moment.push(picture)
    else {
      moments.push([picture])
      if (picture.group >= 0) of.set(picture.group, moments.at(-1))
    }
  }
  return moments
}

/** The first picture of the same moment that is on the other side, if there is one. */
export const twinOf = (picture, pictures) =>
  pictures.find(other => other.group === picture.group && picture.group >= 0 && other.locked !== picture.locked)
