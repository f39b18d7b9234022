// A button that has the browser print the page.
export default function ({ parentElement }) {
  parentElement.querySelector("button").onclick = () => parentElement.ownerDocument.defaultView.print()
}
