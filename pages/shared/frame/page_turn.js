// A page begins at its top, and the phone's menu, which lies over it, closes. Streamlit sees to neither.
import { forgetProgress } from "../session/kept_progress.js"
import { nameDropZones } from "./drop_zones.js"

const turned = "pageTurned" // kept on the document, which outlives every page

export default function ({ data, parentElement }) {
  const document = parentElement.ownerDocument
  if (data.forgets) forgetProgress()
  if (data.anew) return document.location.replace(new URL(".", document.location).pathname)
  nameDropZones(document)
  const before = document.documentElement.dataset[turned]
  document.documentElement.dataset[turned] = data.page
  if (before === undefined || before === data.page) return
  // To the menu this is a touch beside it.
  parentElement.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, composed: true }))
  for (let node = parentElement; node; node = node.parentElement ?? node.getRootNode().host) node.scrollTop = 0
}
