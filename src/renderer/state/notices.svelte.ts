import { wordError } from '../lib/word-remedy.ts'

export interface Notice {
  id: number
  kind: 'info' | 'error'
  text: string
  /** Where what happened can be seen. */
  link?: NoticeLink | undefined
}

export interface NoticeLink {
  label: string
  href: string
}

/** Long enough to read a sentence or two, and to follow its link. */
const SAID_MS = 15_000

/** What has happened, said once. What went wrong stays until the person takes it away. */
export class Notices {
  all = $state.raw<readonly Notice[]>([])
  #next = 1

  say(text: string, link?: NoticeLink): void {
    const id = this.#add('info', text, link)
    setTimeout(() => this.dismiss(id), SAID_MS)
  }

  fail(error: unknown): void {
    this.#add('error', wordError(error))
  }

  dismiss(id: number): void {
    this.all = this.all.filter((notice) => notice.id !== id)
  }

  /** Runs what a person asked for; what goes wrong with it is said. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.fail(error)
      return undefined
    }
  }

  #add(kind: Notice['kind'], text: string, link?: NoticeLink): number {
    const id = this.#next++
    this.all = [...this.all, { id, kind, text, link }]
    return id
  }
}
