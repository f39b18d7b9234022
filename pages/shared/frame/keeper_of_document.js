// What keeps the work of a document's learner, put together from what the browser has.
import { browserStore } from "./browser_store.js"
import { watchConnection } from "./connection.js"
import { keptRoutes } from "./kept_routes.js"
import { createKeeper } from "./kept_work.js"
import { askBeforeLeaving } from "./leaving.js"

const KEEPER = Symbol.for("pixels keeper") // one for the document, which outlives every page
const FLAG = "pixels_keep"

const flagOf = storage => ({
  get: () => {
    try {
      return storage().getItem(FLAG) === "yes"
    } catch {
      return false
    }
  },
  set: on => {
    try {
      if (on) storage().setItem(FLAG, "yes")
      else storage().removeItem(FLAG)
    } catch {
      // A browser that keeps nothing says so when the work is put into its store.
    }
  },
})

/** The keeper of a document: one for all widgets, and for all pages that the document shows. */
export const keeperOf = document => {
  const window = document.defaultView
  if (!window[KEEPER]) {
    let leave = null
    const keeper = createKeeper({
      store: browserStore(window.indexedDB),
      server: keptRoutes(window.fetch.bind(window), document.baseURI),
      flag: flagOf(() => window.localStorage),
      now: () => Date.now(),
      later: (use, wait) => window.setTimeout(use, wait),
      reload: () => leave(() => document.location.reload()),
    })
    leave = askBeforeLeaving(document, keeper.wouldLose)
    watchConnection(document, { ran: keeper.askSoon, back: keeper.ask })
    keeper.ask().catch(() => {}) // a server that is away is asked again when it is back
    window[KEEPER] = { ...keeper, leave }
  }
  return window[KEEPER]
}
