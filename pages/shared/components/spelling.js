/** A number as text for learners: up to three decimals, fewer for larger ones, with a true minus sign and never "−0". */
export const spell = value => {
  const magnitude = Math.abs(value)
  const digits = magnitude >= 1000 ? 1 : magnitude >= 1 ? 100 : 1000
  const rounded = Math.round(magnitude * digits) / digits
  return value < 0 && rounded > 0 ? `−${rounded}` : String(rounded)
}
