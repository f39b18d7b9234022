// A button that has the browser print the page.
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button")
  button.classList.toggle("primary", data.primary)
  button.onclick = () => parentElement.ownerDocument.defaultView.print()
}
