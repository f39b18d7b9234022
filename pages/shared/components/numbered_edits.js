// What a learner does in a widget is numbered, and its number goes to Python along with it. Python sends back the last number
// that it has heard of: what comes with an earlier one is older than what stands on the screen, and is to be left alone.

const EDITS = new WeakMap()

/** Whether what Python sends is late, for the number that it has heard of. To be asked whenever a widget is drawn. */
export const isLate = (parentElement, heard) => {
  if (!EDITS.has(parentElement)) EDITS.set(parentElement, { last: heard, heard })
  const edits = EDITS.get(parentElement)
  if (heard < edits.heard) edits.last = heard // another session: the server was started anew
  edits.heard = heard
  return heard < edits.last
}

/** The number of an edit that begins now. */
export const nextEdit = parentElement => {
  const edits = EDITS.get(parentElement)
  edits.last += 1
  return edits.last
}
