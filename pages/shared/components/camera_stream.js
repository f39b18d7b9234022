// The learner's camera, one for all widgets of a page: opened once, shown by several, and let go of when it is stopped, when the
// page is hidden, or when no widget is left that wants it. What they share hangs on the window, since each widget is a script.

/** Ends each sentence about a camera that is not to be had. */
export const UPLOAD = "Bring pictures as files instead."

/** What is said where a camera can't be opened, by the name of the error. */
export const REASONS = {
  NotAllowedError: `The browser does not let this page use the camera. Allow it in the browser's settings for this page and start again. ${UPLOAD}`,
  SecurityError: `The browser does not let this page use the camera. ${UPLOAD}`,
  NotFoundError: `No camera was found on this device. ${UPLOAD}`,
  OverconstrainedError: `No camera was found on this device. ${UPLOAD}`,
  NotReadableError: `The camera is in use by another program. Close that and start again. ${UPLOAD}`,
}
export const NO_REASON = `The camera can't be opened. ${UPLOAD}`
export const NOT_SECURE = `Browsers open the camera on https pages only, and this is none. ${UPLOAD}`

/** What the widgets of a page share of its camera. */
export const camera = () =>
  (window.pixelsCamera ??= {
    stream: null,
    asking: null,
    facing: "user",
    several: false,
    recording: false,
    said: navigator.mediaDevices?.getUserMedia ? "" : NOT_SECURE,
    wrong: !navigator.mediaDevices?.getUserMedia,
    missing: false,
    watchers: new Set(),
  })

/** Whether there is no camera to be had, as far as is known: refused, taken, or not there. */
export const isBlind = ({ wrong, missing, stream }) => (wrong || missing) && !stream

// A browser names no camera before it may be used, and yet says whether there is one.
const lookForOne = async () => {
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => null)
  const { said, stream, asking } = camera()
  if (!devices || said || stream || asking || devices.some(device => device.kind === "videoinput")) return
  tell({ missing: true, said: REASONS.NotFoundError })
}

const tell = (changes = {}) => {
  Object.assign(camera(), changes)
  for (const watcher of [...camera().watchers]) watcher(camera())
}

/** Call a function now, and with every change of the camera. Returns what ends that; with the last one the camera is let go. */
export const watchCamera = watcher => {
  const shared = camera()
  const isFirst = !shared.watchers.size
  if (isFirst) document.addEventListener("visibilitychange", letGoWhereHidden)
  shared.watchers.add(watcher)
  watcher(shared)
  if (isFirst) lookForOne()
  return () => {
    shared.watchers.delete(watcher)
    if (shared.watchers.size) return
    document.removeEventListener("visibilitychange", letGoWhereHidden)
    closeCamera("")
  }
}

const letGoWhereHidden = () => {
  if (document.hidden && (camera().stream || camera().asking)) closeCamera("The camera is off, since the page was hidden.")
}

/** Open the camera, if it is not open yet. */
export const openCamera = async () => {
  const shared = camera()
  if (shared.stream || shared.asking || !navigator.mediaDevices?.getUserMedia) return
  const asking = {} // tells this start from a later one
  tell({ asking, said: "The browser asks for the camera.", wrong: false })
  let stream
  try {
    const wanted = { facingMode: shared.facing, width: { ideal: 640 }, height: { ideal: 480 } }
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
  } catch (error) {
    if (shared.asking === asking) closeCamera(REASONS[error.name] ?? NO_REASON, true)
    return
  }
  if (shared.asking !== asking) return release(stream)
  stream.getVideoTracks()[0].onended = () => {
    if (shared.stream === stream) closeCamera("The camera was taken away. Start it again.", true)
  }
  tell({ asking: null, stream, said: "", wrong: false, missing: false })
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  tell({ several: devices.filter(device => device.kind === "videoinput").length > 1 })
}

/** Let go of the camera, and say why. */
export const closeCamera = (said, wrong = false) => {
  const { stream } = camera()
  if (stream) release(stream)
  tell({ stream: null, asking: null, recording: false, said, wrong })
}

/** Take the other camera of a phone. */
export const turnCamera = () => {
  camera().facing = camera().facing === "user" ? "environment" : "user"
  closeCamera("")
  openCamera()
}

/** Say whether pictures are being recorded: then nobody else asks for frames. */
export const noteRecording = recording => tell({ recording })

const release = stream => {
  for (const track of stream.getTracks()) track.stop()
}

/** Show the camera in a video, as in a mirror where it looks at the learner; nothing where it is off. */
export const showCamera = (video, { stream, facing }) => {
  video.classList.toggle("mirrored", facing === "user")
  if (video.srcObject === stream) return
  video.srcObject = stream
  if (stream) video.play().catch(() => {})
}

/** What a video or a picture shows, as it is and not mirrored, its longer side of so many pixels at most: a JPEG in base64. */
export const packed = (source, width, height, longest) => {
  const scale = Math.min(1, longest / Math.max(width, height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext("2d")
  pen.fillStyle = "#fff" // behind what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = "high"
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]
}
