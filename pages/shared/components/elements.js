// Elements made, counted and written to.

/** Append an element with these properties. */
export const make = (tag, parent, properties = {}) => {
  const element = Object.assign(document.createElement(tag), properties)
  parent.append(element)
  return element
}

/** Append an element of an SVG with these attributes. */
export const makeSvg = (tag, parent, attributes = {}) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  parent.append(element)
  return element
}

/** The children of an element, as many as wanted: those there are stay, others are made or leave. */
export const children = (parent, count, create) => {
  while (parent.children.length > count) parent.lastChild.remove()
  while (parent.children.length < count) parent.append(create())
  return [...parent.children]
}

/** Set a text only where it changes: the browser lays out anew what is set, even to the same. */
export const write = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}
