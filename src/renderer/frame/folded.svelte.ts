import { z } from 'zod'

const KEY = 'sidebar-folded'
const Titles = z.array(z.string()).catch([])

/** Sections of the sidebar that a person has folded, kept for the next start. */
export class Folded {
  #titles = $state.raw<readonly string[]>(Titles.parse(parsed(localStorage.getItem(KEY))))

  has(title: string): boolean {
    return this.#titles.includes(title)
  }

  toggle(title: string): void {
    this.#titles = this.has(title) ? this.#titles.filter((other) => other !== title) : [...this.#titles, title]
    localStorage.setItem(KEY, JSON.stringify(this.#titles))
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch {
    return []
  }
}
