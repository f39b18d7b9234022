// Before a tab is closed or reloaded by hand, the browser asks where something would be lost: never where the app itself leads on.

/** Ask for as long as the document lives. Returns a function that leaves without a question. */
export const askBeforeLeaving = (document, wouldLose) => {
  const window = document.defaultView
  let isLeaving = false
  window.addEventListener("beforeunload", event => {
    if (!isLeaving && wouldLose()) event.preventDefault()
  })
  const lead = event => {
    const link = event.composedPath().find(node => node.localName === "a")
    if (link?.target !== "_blank" && link?.origin === document.location.origin) isLeaving = true
    window.setTimeout(() => (isLeaving = false), 2000) // it opened elsewhere, or was taken back
  }
  const reload = event => {
    if (event.key === "F5" || (event.key.toLowerCase() === "r" && (event.ctrlKey || event.metaKey))) isLeaving = true
    window.setTimeout(() => (isLeaving = false), 2000)
  }
  document.addEventListener("click", lead, true)
  document.addEventListener("keydown", reload, true)
  return leave => {
    isLeaving = true
    leave()
  }
}
