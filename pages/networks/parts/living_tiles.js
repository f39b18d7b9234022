// What a browser fetches of a network while it is looked at: few pieces at a time, the newest wish first, the oldest dropped.

import { inflate, unpack } from "../../shared/components/arrays.js"

const AT_ONCE = 3 // requests in flight
const MOST = 96e6 // bytes of pixels that are held

/** Pieces by their paths below the view's address: `get` tells what is here, and asks for what is not. */
export class Tiles {
  constructor(address, whenHere) {
    this.address = address
    this.whenHere = whenHere
    this.held = new Map() // path -> piece, the one used last at the end
    this.wanted = new Map() // path -> how it is read
    this.flying = new Map() // path -> what can end its request
    this.failed = new Set()
  }

  /** The piece, or undefined until it is here. */
  get(path, read) {
    const piece = this.held.get(path)
    if (piece) {
      this.held.delete(path)
      this.held.set(path, piece)
      return piece
    }
    if (!this.isPaused && !this.failed.has(path) && !this.flying.has(path)) {
      this.wanted.delete(path)
      this.wanted.set(path, read)
      this.next()
    }
    return undefined
  }

  /** Ask for nothing more for so long: the pointer is on its way. */
  pause(milliseconds, then) {
    this.isPaused = true
    clearTimeout(this.pausing)
    this.pausing = setTimeout(() => {
      this.isPaused = false
      then()
    }, milliseconds)
  }

  resume() {
    clearTimeout(this.pausing)
    this.isPaused = false
  }

  /** Forget wishes that are not on their way yet: something else is looked at. */
  forgetWishes() {
    this.wanted.clear()
  }

  close() {
    this.isClosed = true
    clearTimeout(this.pausing)
    for (const flight of this.flying.values()) flight.abort()
    for (const piece of this.held.values()) piece.close?.()
    this.held.clear()
  }

  next() {
    while (this.flying.size < AT_ONCE && this.wanted.size && !this.isClosed) {
      const [path, read] = [...this.wanted].at(-1)
      this.wanted.delete(path)
      const flight = new AbortController()
      this.flying.set(path, flight)
      this.fetch(path, read, flight.signal)
        .then(piece => {
          if (this.isClosed) return piece.close?.()
          this.held.set(path, piece)
          this.drop()
          this.flying.delete(path)
          return this.whenHere(path)
        })
        .catch(() => {
          this.failed.add(path)
          if (!this.isClosed) this.whenHere(path)
        })
        .finally(() => {
          this.flying.delete(path)
          this.next()
        })
    }
  }

  async fetch(path, read, signal) {
    const answer = await fetch(`${this.address}/${path}`, { cache: "no-store", signal })
    if (!answer.ok) throw new Error(`${answer.status}`)
    return read(new Uint8Array(await answer.arrayBuffer()))
  }

  drop() {
    let bytes = 0
    for (const piece of this.held.values()) bytes += piece.bytes ?? 0
    for (const [path, piece] of this.held) {
      if (bytes <= MOST || this.held.size <= 4) break
      bytes -= piece.bytes ?? 0
      piece.close?.()
      this.held.delete(path)
    }
  }
}

const levelsOf = async data => {
  const picture = await createImageBitmap(new Blob([data], { type: "image/webp" }))
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context.drawImage(picture, 0, 0)
  picture.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

const whole = (bytes, Kind) => new Kind(bytes.slice().buffer)

/** The network at a glance: its picture, of each layer the strongest maps as levels, and the mean of every map. */
export const readOverview = async bytes => {
  const { layers, parts } = unpack(bytes)
  const picture = await createImageBitmap(new Blob([parts.picture], { type: "image/webp" }))
  const sheets = await Promise.all(layers.map((_, place) => levelsOf(parts[`sheet${place}`])))
  return {
    picture,
    layers: layers.map((layer, place) => ({ ...layer, levels: sheets[place] })),
    means: parts.means,
    bytes: 2e6,
  }
}

/** The picture alone, as the network takes it. */
export const readPicture = bytes => createImageBitmap(new Blob([bytes], { type: "image/webp" }))

/** All maps of a layer: levels, orders, and each map's largest value. */
export const readLayer = async bytes => {
  const { tile, columns, scale, parts } = unpack(bytes)
  const orders = Object.fromEntries(
    ["index", "mean", "maximum", "sparsity"].map(name => [name, whole(parts[name], Int16Array)]),
  )
  const levels = await levelsOf(parts.sheet)
  return { tile, columns, scale, levels, orders, limits: whole(parts.limits, Float32Array), bytes: 2 * levels.data.length }
}

/** The links into a layer: of each of its maps what feeds it, and of each map before what it feeds. */
export const readLinks = bytes => {
  const { has, parts } = unpack(bytes)
  if (!has) return { has, bytes: 0 }
  const [sources, targets] = [whole(parts.sources, Int16Array), whole(parts.targets, Int16Array)]
  const shares = [whole(parts.source_shares, Float32Array), whole(parts.target_shares, Float32Array)]
  return { has, sources, targets, sourceShares: shares[0], targetShares: shares[1], bytes: bytes.length }
}

/** One map: its rows, columns and values. */
export const readMap = async bytes => {
  const { parts, ...told } = unpack(bytes)
  const values = await inflate(told, parts.values)
  return { ...told, values, bytes: 8 * values.length }
}

/** How far each map of a layer is from another one, as the order from the most to the least. */
export const readChanges = bytes => {
  const changes = whole(bytes, Float32Array)
  const order = Int16Array.from(changes.keys()).sort((one, two) => changes[two] - changes[one] || one - two)
  return { changes, order, bytes: 6 * changes.length }
}

/** What there is to tell of a cell, of a map's links, of a class. */
export const readJson = bytes => JSON.parse(new TextDecoder().decode(bytes))
