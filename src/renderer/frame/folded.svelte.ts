import { z } from 'zod'
import { keep, kept } from '../state/kept.ts'

const KEY = 'sidebar-folded'
const Titles = z.array(z.string()).catch([])

/** Sections of the sidebar that a person has folded, kept for the next start. */
export class Folded {
  #titles = $state.raw<readonly string[]>(kept(KEY, Titles))

  has(title: string): boolean {
    return this.#titles.includes(title)
  }

  toggle(title: string): void {
    this.#titles = this.has(title) ? this.#titles.filter((other) => other !== title) : [...this.#titles, title]
    keep(KEY, this.#titles)
  }
}
