// What a learner does in a widget is numbered, and its number goes to Python along with it. Python sends back the last number
// that it has heard of: what comes with an earlier one is older than what stands on the screen, and is to be left alone.
// Put before the code of every widget whose drawing its own edits change.

const EDITS = new WeakMap()

const nextEdit = parentElement => (EDITS.get(parentElement).last += 1)

const isLate = (parentElement, heard) => {
  if (!EDITS.has(parentElement)) EDITS.set(parentElement, { last: heard, heard })
  const edits = EDITS.get(parentElement)
  if (heard < edits.heard) edits.last = heard // another session: the server was started anew
  edits.heard = heard
  return heard < edits.last
}

const forgetEdits = parentElement => EDITS.delete(parentElement)
