// Streamlit's places to drop files say that they are presentation, and have names: a screen reader may leave such names out.
const ZONES = 'section[role="presentation"][aria-label]'
const watched = "dropZonesNamed" // kept on the document: this module may be read again

export const nameDropZones = document => {
  const name = () => {
    for (const zone of document.querySelectorAll(ZONES)) zone.setAttribute("role", "group")
  }
  name()
  if (watched in document.documentElement.dataset) return
  document.documentElement.dataset[watched] = ""
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true })
}
