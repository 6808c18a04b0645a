import type { AnnotationEdit } from '../../shared/annotation.ts'
import { counted } from '../lib/format.ts'
import type { Connection } from './connection.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Undo, Undoable } from './undo.svelte.ts'

const runsText = (runs: readonly number[]) => counted(runs.length, 'run')

/** What is done with several runs at once; each can be undone, which the notice that tells of it offers. */
export class RunShelf {
  readonly #connection: Pick<Connection, 'call'>
  readonly #notices: Pick<Notices, 'attempt' | 'offer'>
  readonly #undo: Pick<Undo, 'push' | 'undo'>

  constructor(
    connection: Pick<Connection, 'call'>,
    notices: Pick<Notices, 'attempt' | 'offer'>,
    undo: Pick<Undo, 'push' | 'undo'>,
  ) {
    this.#connection = connection
    this.#notices = notices
    this.#undo = undo
  }

  /** Puts runs away, or back where lists show them. */
  archive(runs: readonly number[], archived: boolean): Promise<unknown> {
    return this.#notices.attempt(async () => {
      const put = (ids: number[], away: boolean) =>
        this.#connection.call('library.archive', { kind: 'run', which: ids, archived: away })
      const { ids } = await put([...runs], archived)
      if (ids.length === 0) return
      const what = `${runsText(ids)} ${archived ? 'archived' : 'taken out of the archive'}`
      this.#did({ what, undo: () => put(ids, !archived) })
    })
  }

  /** Marks runs as deleted, with what goes along. */
  deleteRuns(runs: readonly number[]): Promise<unknown> {
    return this.#notices.attempt(async () => {
      const { deletion } = await this.#connection.call('library.delete', { kind: 'run', which: [...runs] })
      const undo = () => this.#connection.call('library.restore', { deletion })
      this.#did({ what: `${runsText(runs)} deleted`, undo })
    })
  }

  /** Adds tags to runs, or takes them away. */
  tag(runs: readonly number[], edit: Partial<Pick<AnnotationEdit, 'add' | 'remove'>>): Promise<unknown> {
    return this.#notices.attempt(async () => {
      const { replaced } = await this.#connection.call('runs.annotate', { runs: [...runs], ...edit })
      if (replaced.length === 0) return
      const tags = [...(edit.add ?? []), ...(edit.remove ?? [])].map((tag) => `“${tag}”`).join(', ')
      const what = `${tags} ${edit.remove === undefined ? 'added to' : 'taken from'} ${counted(replaced.length, 'run')}`
      this.#did({ what, undo: () => this.#connection.call('runs.putAnnotations', { annotations: replaced }) })
    })
  }

  #did(done: Undoable): void {
    this.#undo.push(done)
    this.#notices.offer(`${done.what}.`, { label: 'Undo', act: () => this.#undo.undo(done) })
  }
}
