import { z } from 'zod'

export const ThemeChoice = z.enum(['system', 'light', 'dark'])
export type ThemeChoice = z.infer<typeof ThemeChoice>

const KEY = 'theme'

/** Dark or light, kept for the next start; tokens.css does the rest. */
export class Theme {
  #choice = $state(ThemeChoice.catch('system').parse(localStorage.getItem(KEY)))

  constructor() {
    this.#apply()
  }

  get choice(): ThemeChoice {
    return this.#choice
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice
    localStorage.setItem(KEY, choice)
    this.#apply()
  }

  #apply(): void {
    if (this.#choice === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = this.#choice
  }
}
