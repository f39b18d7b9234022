// The server's routes for a learner's work, from a page of this app.
const HEADERS = { "X-Pixels": "page" } // no other site's page can have a browser send it

/** The routes, relative to a page's address. Each answers with its status, and what was told; a server that is away fails. */
export const keptRoutes = (fetch, base) => {
  const ask = async (path, options = {}) => fetch(new URL(path, base), { cache: "no-store", headers: HEADERS, ...options })
  const told = async answer => {
    const isJson = (answer.headers.get("content-type") ?? "").includes("json")
    return { status: answer.status, ...(isJson ? await answer.json() : {}) }
  }
  return {
    here: async () => {
      const answer = await ask("./desk/here")
      if (!answer.ok) throw new Error(`${answer.status}`)
      return answer.json()
    },
    fetch: async () => {
      const answer = await ask("./desk/work")
      if (answer.status !== 200 && answer.status !== 204) return told(answer)
      const about = JSON.parse(answer.headers.get("x-work"))
      return { status: answer.status, about, file: answer.status === 200 ? await answer.arrayBuffer() : null }
    },
    bring: async file => told(await ask("./desk/work", { method: "PUT", body: file })),
    remember: async memory => told(await ask("./desk/memory", { method: "PUT", body: JSON.stringify(memory) })),
  }
}
