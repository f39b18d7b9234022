// Follows what Streamlit does with its server. That it can't be reached is said in the learner's words, in place of Streamlit's own,
// which are for those who program. Streamlit tries again by itself.

const STATE = "data-test-connection-state"
const RUN = "data-test-script-state"
const GRACE = 1200 // milliseconds: a short break is nobody's business
const LONG = 60000
const LOST = "The server can't be reached just now. What you see stays, and this page tries again by itself."
const OFFLINE = "This computer is offline just now. What you see stays, and this page tries again by itself."
const STILL = " If this takes long, ask whoever runs the course whether the server is on."
const RETURNS = "The server is back. Your page is being brought back."

const note = document => {
  const element = document.createElement("div")
  element.setAttribute("role", "alert")
  element.dataset.testid = "connection-note"
  const { colorScheme, fontFamily } = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  const dark = colorScheme.includes("dark")
  Object.assign(element.style, {
    position: "fixed",
    inset: "0 0 auto 0",
    zIndex: 1000100,
    padding: "0.8rem 1.2rem",
    font: `600 1rem/1.4 ${fontFamily}`,
    textAlign: "center",
    color: dark ? "#181613" : "#fbf7ee",
    background: dark ? "#f0d9a0" : "#5a3a0a",
  })
  document.body.append(element)
  return element
}

/** Streamlit's dialog about its connection, if it is there: closed by its own button, it does not come back. */
const closeDialog = document => {
  for (const dialog of document.querySelectorAll('[data-testid="stDialog"]')) {
    if (dialog.textContent.includes("Connection error")) dialog.querySelector('button[aria-label="Close"]')?.click()
  }
}

/** For as long as the document lives, call `ran` when a page or a part of it has run, and `back` when a lost server is there again. */
export const watchConnection = (document, { ran, back }) => {
  const window = document.defaultView
  let lost = 0 // when the connection was lost, while it is
  let element = null
  let timer = null
  let run = null // the state of the page's script

  const draw = () => {
    element ??= note(document)
    const words = window.navigator.onLine ? LOST : OFFLINE
    element.textContent = Date.now() - lost > LONG ? words + STILL : words
  }
  const lose = () => {
    if (lost) return
    lost = Date.now()
    timer = window.setInterval(() => Date.now() - lost > GRACE && draw(), 400)
  }
  const find = async () => {
    window.clearInterval(timer)
    lost = 0
    if (element) element.textContent = RETURNS
    try {
      await back()
    } catch {
      // It is gone again, which Streamlit will notice by itself.
    }
    element?.remove()
    element = null
  }
  const look = () => {
    const app = document.querySelector(`[${STATE}]`)
    if (!app) return
    if (app.getAttribute(STATE) !== "CONNECTED") {
      lose()
      closeDialog(document)
    } else if (lost) find()
    const state = app.getAttribute(RUN)
    if (state !== run && state === "notRunning") ran()
    run = state
  }
  look()
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: [STATE, RUN] })
}
