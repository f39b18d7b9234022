// Keeps a learner's work in their browser after each change, where they want that, and offers what was kept on an earlier desk.
// What it needs of the browser it is given: a store, the server's routes, a flag, a clock, and a way to load the page again.

const PAUSE = 1000 // milliseconds after a change: several changes are kept together
const TIMES = 5 // as long as keeping took, it waits at least before the next time

const NO_ROOM = "The browser has no room left for it. Save it as a project on the page Take it home."
const REFUSED = "The browser does not let this page keep anything. Save your work as a project on the page Take it home."
const AWAY = "Not kept yet: the server can't be reached just now."

const asSentence = error => (error?.name === "QuotaExceededError" ? NO_ROOM : REFUSED)

export const createKeeper = ({ store, server, flag, now, later, reload }) => {
  const listeners = new Set()
  const state = { on: false, kept: null, page: null, busy: "", wrong: "" } // `page`: what the server told last
  let saving = false
  let took = 0
  let planned = null
  let asking = null
  let isMoving = false
  let hopeless = null // the version that there is no room for

  const show = () => {
    for (const listener of listeners) listener(state)
  }
  const isElsewhere = () => Boolean(state.kept && state.page?.desk && state.kept.desk !== state.page.desk)
  const isKept = () => state.kept?.desk === state.page?.desk && state.kept?.version === state.page?.version
  const isEmpty = () => Object.values(state.page?.holds ?? {}).every(count => !count)
  const isUnkept = () => Boolean(state.page?.desk) && !isElsewhere() && !isKept()
  const isDue = () => state.on && isUnkept() && state.page.version !== hopeless && !(isEmpty() && !state.kept)

  const look = async () => {
    state.on = flag.get()
    try {
      state.kept = state.on ? ((await store.about()) ?? null) : null
    } catch (error) {
      state.kept = null
      state.wrong = asSentence(error)
    }
  }

  const save = async () => {
    planned = null
    if (saving || !isDue()) return
    saving = true
    const began = now()
    try {
      const told = await server.fetch()
      if (told.status === 200 || told.status === 204) {
        const about = { ...told.about, at: now(), bytes: told.file?.byteLength ?? 0 }
        try {
          if (told.file) await store.put(about, told.file)
          else await store.clear()
          state.kept = told.file ? about : null
          state.wrong = ""
        } catch (error) {
          state.wrong = asSentence(error)
          hopeless = about.version
        }
      } else {
        state.wrong = told.said ?? AWAY
        if (told.status === 413) hopeless = state.page.version
      }
    } catch {
      state.wrong = AWAY
    }
    took = now() - began
    saving = false
    show()
  }

  const plan = () => {
    if (planned === null && isDue()) planned = later(save, Math.max(PAUSE, TIMES * took))
  }

  const moveTo = async here => {
    const { page } = state
    await look()
    const memory = page.memory
    const lost = { ...page.holds, trainings: page.trains }
    const isOfPage = state.kept?.desk === page.desk // and not what was offered and not yet answered
    if (here.desk && isOfPage) {
      const told = await server.bring(await store.file())
      if (told.status === 200) {
        await server.remember({ memory, lost: { trainings: page.trains } })
        await store.put({ ...state.kept, desk: told.desk, version: told.version })
        return reload()
      }
    }
    // Another tab may have brought it already.
    if (here.desk && state.kept?.desk !== here.desk) await server.remember({ memory, lost })
    reload()
  }

  const ask = async () => {
    asking = null
    if (isMoving) return
    const here = await server.here()
    if (state.page && here.server !== state.page.server) {
      isMoving = true
      return moveTo(here).finally(() => (isMoving = false))
    }
    state.page = here
    await look()
    plan()
    show()
  }

  return {
    state,
    isElsewhere,
    /** Whether leaving the page now would lose something. */
    wouldLose: () => (state.on ? isUnkept() && !isEmpty() : Boolean(state.page?.trains) || state.page?.packed === false),
    /** Call a function with the state, now and whenever it changes. Returns a function that ends it. */
    follow: listener => {
      listeners.add(listener)
      listener(state)
      return () => {
        listeners.delete(listener)
      }
    },
    /** Ask the server soon what lies on the desk: something may have changed. */
    askSoon: () => {
      if (asking === null) asking = later(() => ask().catch(() => {}), PAUSE) // a server that is away is asked when it is back
    },
    /** Ask it now. If it is another server by now, what can be is brought back, and the page is loaded from it. */
    ask,
    turn: async on => {
      flag.set(on)
      state.wrong = ""
      hopeless = null
      await store.clear().catch(() => {})
      await look()
      if (on && state.wrong) {
        flag.set(false)
        state.on = false
      }
      show()
      if (state.on) await save()
    },
    /** Bring what was kept back onto the desk, and load the page anew. */
    resume: async () => {
      state.busy = "Opening your work. A network takes some seconds."
      show()
      try {
        const told = await server.bring(await store.file())
        if (told.status === 200) {
          await store.put({ ...state.kept, desk: told.desk, version: told.version })
          return reload()
        }
        state.wrong = told.said ?? AWAY
      } catch {
        state.wrong = AWAY
      }
      state.busy = ""
      show()
    },
    /** Let go of what was kept. What is on the desk now is kept from now on. */
    discard: async () => {
      await store.clear().catch(() => {})
      await look()
      plan()
      show()
    },
    /** Let go of it, and keep nothing any more. */
    forget: async () => {
      flag.set(false)
      await store.clear().catch(() => {})
    },
  }
}
