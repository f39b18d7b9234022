// The products of a cell fall together into their sum, and the sum runs into the map: so the arithmetic is seen to happen.

const ONE_BY_ONE = 40 // milliseconds between two products
const FALL = 260 // milliseconds
const RUN = 240 // milliseconds of the sum on its way into the map
const INTO = "cubic-bezier(.5, 0, .8, .4)"

/** Let the products of the cell that is shown fall into their sum; `lasts` milliseconds in all. */
export const fall = ({ find, places }, lasts) => {
  const total = find(".total")
  const products = falling(find)
  const middle = centre(total.getBoundingClientRect())
  const apart = Math.min(ONE_BY_ONE, Math.max(0, lasts - FALL - RUN - 100) / Math.max(products.length, 1))
  const falls = apart * products.length + 100
  products.forEach((product, index) => {
    const from = centre(product.getBoundingClientRect())
    product.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 120, delay: apart * index, fill: "backwards" })
    const way = `translate(${middle.x - from.x}px, ${middle.y - from.y}px) scale(0.6)`
    product.animate([{ transform: "none" }, { transform: way, opacity: 0.5 }], { duration: FALL, delay: falls, easing: INTO })
  })
  total.animate([{ opacity: 0 }, { opacity: 0 }], { duration: falls + FALL - 60 })
  total.animate([{ transform: "scale(1.12)" }, { transform: "none" }], { duration: 160, delay: falls + FALL - 60 })
  const path = find(".links .result").getAttribute("d")
  const drop = find(".drop")
  if (places.isNarrow || !path) return
  drop.style.offsetPath = `path("${path}")`
  drop.style.offsetAnchor = "center"
  drop.style.offsetRotate = "0deg"
  const runs = [
    { offsetDistance: "0%", opacity: 1 },
    { offsetDistance: "100%", opacity: 1 },
  ]
  drop.animate(runs, { duration: RUN, delay: Math.max(0, falls + FALL - 40), easing: "ease-in" })
}

// What falls: the products, else the number that is kept, else all numbers under the window.
const falling = find => {
  const found = [".products span", ".patches span.winner", ".patches span"].map(name => [
    ...find(".middle").querySelectorAll(name),
  ])
  return found.find(spans => spans.length) ?? []
}

const centre = ({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 })
