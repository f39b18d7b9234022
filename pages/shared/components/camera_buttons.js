// The buttons of a widget that shows the camera: start, stop, and the other camera of a phone.

import { camera, closeCamera, openCamera, turnCamera } from "./camera_stream.js"

/** Have them do what they say. `find` finds `.start`, `.stop` and `.turn` in the widget. */
export const listenToButtons = find => {
  find(".start").onclick = () => openCamera()
  find(".stop").onclick = () => {
    closeCamera("")
    find(".start").focus()
  }
  find(".turn").onclick = () => turnCamera()
}

/** Show those that can be pressed now: `isWanted` says whether the widget shows a camera at all. */
export const showButtons = (find, isWanted = true) => {
  const { stream, asking, several } = camera()
  const films = isWanted && Boolean(stream)
  find(".start").hidden = !isWanted || !navigator.mediaDevices?.getUserMedia
  find(".start").disabled = Boolean(asking)
  find(".stop").hidden = !films
  find(".turn").hidden = !films || !several
}
