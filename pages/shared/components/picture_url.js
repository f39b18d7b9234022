// A short address for a picture that many styles name: a data URL in each of them would take the browser long to read.

const ADDRESSES = new WeakMap()

/** Give a picture's bytes an address of their own, in place of the widget's last one. */
export const pictureUrl = (parentElement, bytes, type = "image/jpeg") => {
  forgetPicture(parentElement)
  ADDRESSES.set(parentElement, URL.createObjectURL(new Blob([bytes], { type })))
  return ADDRESSES.get(parentElement)
}

/** Let the browser free the widget's picture. */
export const forgetPicture = parentElement => {
  URL.revokeObjectURL(ADDRESSES.get(parentElement))
  ADDRESSES.delete(parentElement)
}
