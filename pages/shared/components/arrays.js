// Arrays from Python, as array_data in arrays.py packs them.

export const decodeBytes = base64 => {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place)
  return bytes
}

export const decode = ({ type, values }) => {
  const bytes = decodeBytes(values)
  return type === "u1" ? new Float32Array(bytes) : new Float32Array(bytes.buffer)
}

/** The largest magnitude, 1 where all are zero: what a scale of colours runs up to. */
export const largest = values => {
  let most = 0
  for (let place = 0; place < values.length; place++) if (Math.abs(values[place]) > most) most = Math.abs(values[place])
  return most || 1
}
