// The progress as this browser's local storage has it, and the desk that it is of: on a line before it.
// A browser may refuse to store anything: then there is none.
const name = "pixels_progress"
const longest = 65536 // letters

const quietly = act => {
  try {
    return act()
  } catch {
    return null
  }
}

export const keptProgress = () =>
  quietly(() => {
    const [desk, text] = localStorage.getItem(name).split("\n")
    return text && text.length <= longest ? { desk, text } : null
  })

export const keepProgress = (desk, text) => quietly(() => localStorage.setItem(name, `${desk}\n${text}`))

export const forgetProgress = () => quietly(() => localStorage.removeItem(name))
