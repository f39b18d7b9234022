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

/** What `packed` in arrays.py sends: its data, with its parts as bytes by name. */
export const unpack = bytes => {
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const data = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)))
  for (const [name, [from, to]] of Object.entries(data.parts)) data.parts[name] = bytes.subarray(start + from, start + to)
  return data
}

/** The values of an array that `deflated` in arrays.py packed, as a promise. */
export const inflate = async ({ type }, bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
  const plain = new Uint8Array(await new Response(stream).arrayBuffer())
  if (type === "u1") return new Float32Array(plain)
  const count = plain.length / 4
  const woven = new Uint8Array(plain.length)
  for (let part = 0; part < 4; part++)
    for (let place = 0; place < count; place++) woven[4 * place + part] = plain[part * count + place]
  return new Float32Array(woven.buffer)
}

/** The largest magnitude, 1 where all are zero: what a scale of colours runs up to. */
export const largest = values => {
  let most = 0
  for (let place = 0; place < values.length; place++) if (Math.abs(values[place]) > most) most = Math.abs(values[place])
  return most || 1
}
