/** What a widget returns to Streamlit, which calls it when the widget has left the page, and also for a drawing that another one
 * has overtaken: then the widget still stands, and keeps what it holds. */
export const whenGone = (parentElement, close) => () => {
  if (!parentElement.isConnected) close()
}
