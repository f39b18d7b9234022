// How an anchor's numbers become a box, as lessons.core.yolo computes it.

export const sigmoid = value => 1 / (1 + Math.exp(-value))

/** The box of one anchor, step by step; numbers are its first four, as the network says them. */
export const boxSteps = ([acrossRaw, downRaw, widerRaw, higherRaw], { step, anchors }, row, column, anchor) => {
  const [across, down] = [sigmoid(acrossRaw), sigmoid(downRaw)]
  const [x, y] = [(column + across) * step, (row + down) * step]
  const [wider, higher] = [Math.exp(widerRaw), Math.exp(higherRaw)]
  const [width, height] = [anchors[anchor][0] * wider, anchors[anchor][1] * higher]
  const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
  return { across, down, x, y, wider, higher, width, height, box }
}
