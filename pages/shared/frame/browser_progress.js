// Keeps the learner's progress in this browser. One of another desk, from before the server forgot it, is handed back first,
// and not written over before the server has it.
import { keepProgress, keptProgress } from "./kept_progress.js"

export default function ({ data, setTriggerValue }) {
  const kept = keptProgress()
  const isKnown = data.taken || !kept || kept.desk === data.desk || kept.text === data.text
  if (isKnown) keepProgress(data.desk, data.text)
  else setTriggerValue("kept", kept.text)
}
