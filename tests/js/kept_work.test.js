import assert from "node:assert/strict"
import { test } from "node:test"

import { createKeeper } from "../../pages/shared/frame/kept_work.js"

const file = new Uint8Array([1, 2, 3]).buffer
const PAGE = { server: "one", desk: "one.1", version: "1.1.0", holds: { pictures: 2 }, trains: 0, packed: false, memory: {} }

/** A browser and a server that do at once what a keeper asks; `log` holds what was asked. */
const setUp = ({ on = true, kept, ...told } = {}) => {
  const log = []
  const held = { about: kept, file: kept && file }
  const world = { log, held, on, planned: null, refuse: null, server: "one", desk: "one.1", version: "1.1.0", empty: false }
  const store = {
    about: async () => held.about,
    file: async () => held.file,
    put: async (about, content) => {
      if (world.refuse) throw world.refuse
      log.push("put")
      Object.assign(held, { about, file: content ?? held.file })
    },
    clear: async () => {
      log.push("clear")
      Object.assign(held, { about: undefined, file: undefined })
    },
  }
  const server = {
    here: async () => ({ ...PAGE, ...told, ...world.changes, server: world.server, desk: world.desk }),
    fetch: async () => {
      log.push("fetch")
      if (world.away) throw new TypeError("away")
      if (world.empty) return { status: 204, about: {}, file: null }
      return { status: 200, about: { desk: world.desk, version: world.version, pictures: 2 }, file }
    },
    bring: async content => {
      log.push(`bring ${content.byteLength}`)
      return world.answer ?? { status: 200, desk: world.desk, version: "9" }
    },
    remember: async memory => log.push(`remember ${JSON.stringify(memory)}`),
  }
  const flag = { get: () => world.on, set: now => (world.on = now) }
  const later = use => (world.planned = use)
  const reload = () => log.push("reload")
  const keeper = createKeeper({ store, server, flag, now: () => 5, later, reload })
  world.turnPage = async changes => {
    world.changes = changes
    await keeper.ask()
    const use = world.planned
    world.planned = null
    await use?.()
  }
  return Object.assign(world, { keeper })
}

test("nothing is asked for or kept until the learner wants it", async () => {
  const world = setUp({ on: false })
  await world.turnPage()
  assert.deepEqual(world.log, [])
  await world.keeper.turn(true)
  assert.deepEqual(world.log, ["clear", "fetch", "put"])
  assert.deepEqual([world.held.about.at, world.held.about.bytes, world.held.about.version], [5, 3, "1.1.0"])
})

test("it is kept once after each change, and not where nothing has changed", async () => {
  const world = setUp()
  await world.turnPage()
  await world.turnPage()
  assert.deepEqual(world.log, ["fetch", "put"])
  world.version = "1.2.0"
  await world.turnPage({ version: "1.2.0" })
  assert.deepEqual(world.log, ["fetch", "put", "fetch", "put"])
})

test("where there is nothing left, nothing is kept", async () => {
  const world = setUp()
  await world.turnPage()
  world.empty = true
  await world.turnPage({ version: "1.2.0", holds: { pictures: 0 } })
  assert.equal(world.held.about, undefined)
  world.log.length = 0
  await world.turnPage({ version: "1.3.0", holds: { pictures: 0 } })
  assert.deepEqual(world.log, [])
})

test("what lay on an earlier desk is offered, and nothing takes its place before the learner has said so", async () => {
  const kept = { desk: "zero.7", version: "1.1.0", at: 1, pictures: 42 }
  const world = setUp({ kept })
  await world.turnPage()
  await world.turnPage({ version: "1.2.0" })
  assert.equal(world.keeper.isElsewhere(), true)
  assert.deepEqual(world.log, [])
  await world.keeper.resume()
  assert.deepEqual(world.log, ["bring 3", "put", "reload"])
  await world.turnPage({ version: "9" })
  assert.equal(world.keeper.isElsewhere(), false)
  assert.deepEqual(world.log, ["bring 3", "put", "reload"]) // it is kept already
})

test("what was kept can be let go of, and what is there now is kept then", async () => {
  const world = setUp({ kept: { desk: "zero.7", version: "1", at: 1 } })
  await world.turnPage()
  await world.keeper.discard()
  await world.planned()
  assert.deepEqual(world.log, ["clear", "fetch", "put"])
})

test("what can't be opened stays kept, and the reason is said", async () => {
  const world = setUp({ kept: { desk: "zero.7", version: "1", at: 1 } })
  await world.turnPage()
  world.answer = { status: 422, said: "It is damaged." }
  await world.keeper.resume()
  assert.equal(world.keeper.state.wrong, "It is damaged.")
  assert.deepEqual(world.log, ["bring 3"])
})

test("a full disk, a refused store and a server that is away are said, and tried again at the next change", async () => {
  const world = setUp()
  world.refuse = Object.assign(new Error(), { name: "QuotaExceededError" })
  await world.turnPage()
  assert.match(world.keeper.state.wrong, /no room/)
  await world.turnPage()
  assert.deepEqual(world.log, ["fetch"]) // of the same there is no more hope
  assert.equal(world.keeper.wouldLose(), true)
  world.refuse = Object.assign(new Error(), { name: "InvalidStateError" })
  world.version = "1.2.0"
  await world.turnPage({ version: "1.2.0" })
  assert.match(world.keeper.state.wrong, /does not let this page keep anything/)
  world.refuse = null
  world.away = true
  world.version = "1.3.0"
  await world.turnPage({ version: "1.3.0" })
  assert.match(world.keeper.state.wrong, /can't be reached/)
  world.away = false
  await world.turnPage({ version: "1.3.0" })
  assert.equal(world.keeper.state.wrong, "")
  assert.equal(world.held.about.version, "1.3.0")
})

test("the browser asks before it is left only where something would be lost", async () => {
  const world = setUp({ on: false })
  assert.equal(world.keeper.wouldLose(), false)
  Object.assign(world, { changes: { packed: undefined }, desk: null }) // without a desk
  await world.keeper.ask()
  assert.equal(world.keeper.wouldLose(), false)
  world.desk = "one.1"
  for (const [page, loses] of [
    [{ packed: true }, false],
    [{ packed: false }, true],
    [{ packed: true, trains: 1 }, true],
  ]) {
    world.changes = page
    await world.keeper.ask()
    assert.equal(world.keeper.wouldLose(), loses)
  }
  await world.keeper.turn(true)
  assert.equal(world.keeper.wouldLose(), false)
  world.changes = { version: "2" }
  await world.keeper.ask()
  assert.equal(world.keeper.wouldLose(), true) // it is not kept yet
})

test("after a restart of the server the work comes back by itself, or the learner is told what is gone", async () => {
  const world = setUp({ kept: { desk: "one.1", version: "1.1.0", at: 1 }, memory: { controls: 1 } })
  await world.turnPage()
  await world.keeper.ask() // the same server: the network was away
  assert.deepEqual(world.log, [])
  Object.assign(world, { server: "two", desk: "two.1" })
  await world.keeper.ask()
  assert.deepEqual(world.log, ["bring 3", 'remember {"memory":{"controls":1},"lost":{"trainings":0}}', "put", "reload"])
  world.log.length = 0
  await world.keeper.ask() // of another tab
  assert.deepEqual(world.log, ["reload"])
  const offered = setUp({ kept: { desk: "zero.7", version: "1", at: 1 } })
  await offered.turnPage()
  Object.assign(offered, { server: "two", desk: "two.1" })
  await offered.keeper.ask() // what was not answered yet is offered again
  assert.deepEqual(offered.log, ['remember {"memory":{},"lost":{"pictures":2,"trainings":0}}', "reload"])
  const other = setUp({ on: false, trains: 1 })
  await other.turnPage()
  Object.assign(other, { server: "two", desk: "two.1" })
  await other.keeper.ask()
  assert.deepEqual(other.log, ['remember {"memory":{},"lost":{"pictures":2,"trainings":1}}', "reload"])
})

test("what is forgotten is kept no longer", async () => {
  const world = setUp({ kept: { desk: "one.1", version: "1.1.0" } })
  await world.keeper.forget()
  assert.deepEqual([world.on, world.held.about], [false, undefined])
})
