// The camera's frames, one after the other to the server: a frame, its answer, and the next.

import { packed } from "./camera_stream.js"

const PATIENCE = 15000 // milliseconds without an answer, after which a frame counts as lost
const NO_FRAME = 100 // milliseconds to wait for a camera that shows nothing yet

export class LiveFrames {
  #timer
  #askedAt = 0
  #number = 0
  #isWaiting = false
  #isLive = false
  answers = 0 // so far

  /**
   * @param video function to the element that shows the camera
   * @param wanted function to whether frames are wanted now
   * @param ask function of a frame's number and the frame, a JPEG in base64, that sends them
   * @param told function to what the server said last: `seen`, the number of the last frame that it has seen, the shortest
   *   `pause` in milliseconds from a frame to the next, and `longest`, the pixels of a frame's longer side
   * @param busy milliseconds: an answer that takes longer comes from a server that has much to do, which is asked half of the time
   * @param longestRest milliseconds between an answer and the next frame, at most
   */
  constructor({ video, wanted, ask, told, busy, longestRest = Number.POSITIVE_INFINITY }) {
    Object.assign(this, { video, wanted, ask, told, busy, longestRest })
  }

  get isLive() {
    return this.#isLive
  }

  /** The server has said something: perhaps an answer. */
  hear() {
    const { seen, pause } = this.told()
    if (!this.#isWaiting || seen < this.#number) return
    this.#isWaiting = false
    this.answers += 1
    const took = performance.now() - this.#askedAt
    this.#next(took > this.busy ? Math.min(took, this.longestRest) : Math.max(0, pause - took))
  }

  /** Begin when frames are wanted, end when they are not any more. Returns whether it has begun just now. */
  keep() {
    const began = this.wanted() && !this.#isLive
    if (began) {
      this.#isLive = true
      this.#send()
    } else if (!this.wanted()) this.end()
    return began
  }

  end() {
    clearTimeout(this.#timer)
    this.#isLive = this.#isWaiting = false
  }

  #next(rest) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#send(), rest)
  }

  #send() {
    if (!this.wanted()) return
    const { videoWidth, videoHeight } = this.video()
    if (!videoWidth) return this.#next(NO_FRAME)
    this.#number = Math.max(this.#number, this.told().seen) + 1
    this.#askedAt = performance.now()
    this.#isWaiting = true
    this.ask(this.#number, packed(this.video(), videoWidth, videoHeight, this.told().longest))
    this.#next(PATIENCE)
  }
}
