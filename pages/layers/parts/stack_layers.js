// A stack of layers as text, and what its buttons do to it. A layer is { kind, options: [{ name, value }] }.

/** The text that lessons.core.architecture reads. */
export const stackText = layers =>
  layers.map(layer => [layer.kind, ...layer.options.map(option => option.value)].join(" ")).join("; ")

/** What was typed into an option, as one word of that text: what is no number there stays none. */
export const optionText = typed => typed.trim().replace(/[\s;_]+/g, "?") || "?"

// A button's sign and name; whether it is off; what it does to the layers, and where the focus goes: to the first that can have it.
export const ACTIONS = [
  {
    sign: "↑",
    name: "Move up",
    isOff: place => place === 0,
    act: (layers, place) => {
      layers.splice(place - 1, 2, layers[place], layers[place - 1])
      return [`${place - 1} Move up`, `${place - 1} Move down`]
    },
  },
  {
    sign: "↓",
    name: "Move down",
    isOff: (place, count) => place === count - 1,
    act: (layers, place) => {
      layers.splice(place, 2, layers[place + 1], layers[place])
      return [`${place + 1} Move down`, `${place + 1} Move up`]
    },
  },
  {
    sign: "✕",
    name: "Remove",
    isOff: () => false,
    act: (layers, place) => {
      layers.splice(place, 1)
      return [`${place} Remove`, `${place - 1} Remove`, "add"]
    },
  },
]
