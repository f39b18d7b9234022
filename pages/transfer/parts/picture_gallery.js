// Thumbnails to choose from: any number of them, by mouse, touch or keyboard.

import { decodeBytes } from "../../shared/components/arrays.js"
import { make } from "../../shared/components/elements.js"
import { whenGone } from "../../shared/components/lifetime.js"
import { forgetPicture, pictureUrl } from "../../shared/components/picture_url.js"

const drawThumbnail = (grid, { size, columns }, sheet, number, place, alike) => {
  const button = make("button", grid, {
    type: "button",
    ariaLabel: `Picture ${number + 1}${alike ? `, nearly the same as others of group ${alike}` : ""}`,
    ariaPressed: "false",
  })
  button.style.width = button.style.height = `${size}px`
  button.style.backgroundImage = `url(${sheet})`
  button.style.backgroundPosition = `-${(place % columns) * size}px -${Math.floor(place / columns) * size}px`
  if (alike) make("span", button, { className: "alike", textContent: `≈${alike}` })
  return button
}

const draw = (grid, said, data, sheet, choose) => {
  const chosen = new Set()
  const tell = () => {
    said.textContent = chosen.size ? `${chosen.size} chosen` : "None chosen: point at pictures to remove or move them."
  }
  grid.ariaLabel = data.label
  grid.replaceChildren()
  data.numbers.forEach((number, place) => {
    const button = drawThumbnail(grid, data, sheet, number, place, data.alike[place])
    button.onclick = () => {
      if (!chosen.delete(number)) chosen.add(number)
      button.ariaPressed = String(chosen.has(number))
      tell()
      choose([...chosen].sort((a, b) => a - b))
    }
  })
  tell()
}

export default function ({ data, parentElement, setStateValue }) {
  const grid = parentElement.querySelector(".grid")
  if (grid.dataset.sheet !== data.sheet) {
    grid.dataset.sheet = data.sheet
    const sheet = pictureUrl(parentElement, decodeBytes(data.image))
    draw(grid, parentElement.querySelector(".said"), data, sheet, chosen => setStateValue("chosen", chosen))
  }
  return whenGone(parentElement, () => forgetPicture(parentElement))
}
