// Places of a flattened vector, as NumPy and Keras order them: rows, then columns, then channels.

export const placeOf = ({ columns, channels }, [row, column, channel]) => (row * columns + column) * channels + channel

/** [row, column, channel] of a place of the vector. */
export const cellOf = ({ columns, channels }, place) => [
  Math.floor(place / channels / columns),
  Math.floor(place / channels) % columns,
  place % channels,
]

/** The values of one map. */
export const channelOf = (values, channel, channels) => values.filter((_, place) => place % channels === channel)
