// The browser's own store: one file, and beside it what it is. Each function returns a promise, and fails with the browser's error.
const NAME = "pixels"
const TABLE = "work"

const promised = request =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const opened = factory => {
  const request = factory.open(NAME, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
  return promised(request)
}

/** The store of a browser's `indexedDB`. */
export const browserStore = factory => {
  const within = async (mode, use) => {
    const database = await opened(factory)
    try {
      const change = database.transaction(TABLE, mode)
      const done = new Promise((resolve, reject) => {
        change.oncomplete = () => resolve()
        change.onabort = () => reject(change.error) // such as a full disk: nothing of the change is there then
      })
      const result = use(change.objectStore(TABLE))
      await done
      return result?.result
    } finally {
      database.close()
    }
  }
  return {
    about: () => within("readonly", table => table.get("about")),
    file: () => within("readonly", table => table.get("file")),
    put: (about, file) =>
      within("readwrite", table => {
        table.put(about, "about")
        if (file) table.put(file, "file")
      }),
    clear: () => within("readwrite", table => table.clear()),
  }
}
