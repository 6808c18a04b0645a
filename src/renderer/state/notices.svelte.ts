import { wordError } from '../lib/word-remedy.ts'

export interface Notice {
  id: number
  kind: 'info' | 'error'
  text: string
  /** Where what happened can be seen. */
  link?: NoticeLink | undefined
  /** What can be done about it. */
  action?: NoticeAction | undefined
}

export interface NoticeLink {
  label: string
  href: string
}

export interface NoticeAction {
  label: string
  act: () => unknown
}

/** Long enough to read a sentence or two, and to follow its link. */
const SAID_MS = 15_000

/** What has happened, said once. What went wrong stays until the person takes it away. */
export class Notices {
  all = $state.raw<readonly Notice[]>([])
  #next = 1

  say(text: string, link?: NoticeLink): void {
    this.#passing({ text, link })
  }

  /** Says what was done, with what can be done about it at hand. */
  offer(text: string, action: NoticeAction): void {
    this.#passing({ text, action })
  }

  fail(error: unknown): void {
    this.#add({ kind: 'error', text: wordError(error) })
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

  #passing(said: Omit<Notice, 'id' | 'kind'>): void {
    const id = this.#add({ kind: 'info', ...said })
    setTimeout(() => this.dismiss(id), SAID_MS)
  }

  #add(notice: Omit<Notice, 'id'>): number {
    const id = this.#next++
    this.all = [...this.all, { id, ...notice }]
    return id
  }
}
