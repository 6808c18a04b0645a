import type { AnnotationEdit } from '../../shared/annotation.ts'
import type { DeletionWeight, Kind } from '../../shared/shelf.ts'
import { counted } from '../lib/format.ts'
import { needs, type Thing, type Things } from '../lib/thing.ts'
import type { Connection } from './connection.svelte.ts'
import type { Library } from './library.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Router } from './router.svelte.ts'
import type { Undo, Undoable } from './undo.svelte.ts'

/** Where a name becomes a field: in the sidebar, as the title of its page, or in a table; elsewhere it has no room. */
export type Place = 'sidebar' | 'title' | 'table' | 'elsewhere'

interface Parts {
  connection: Pick<Connection, 'call'>
  library: Pick<Library, 'nameOf' | 'reload'>
  notices: Pick<Notices, 'attempt' | 'offer' | 'say'>
  router: Pick<Router, 'route' | 'go'>
  undo: Pick<Undo, 'push' | 'undo' | 'during'>
}

const kinds: Record<Kind, string> = { dataset: 'Dataset', model: 'Model', run: 'Run', sweep: 'Sweep' }

/** Names, pins, tags, archive and deletion of datasets, models, runs and sweeps. What it does can be undone. */
export class Shelf {
  /** What gets another name, and where that is typed. */
  renaming = $state.raw<(Thing & { place: Place }) | null>(null)
  /** What is deleted once a person has read what goes along. */
  deleting = $state.raw<(Things & { weight: DeletionWeight }) | null>(null)
  /** Runs whose tags are asked for. */
  tagging = $state.raw<readonly number[] | null>(null)

  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** @throws AcuityError as where another has that name */
  async rename({ kind, id }: Thing, name: string): Promise<void> {
    const { connection, undo } = this.#parts
    const rename = (to: string) => connection.call('library.rename', { kind, which: id, name: to })
    await undo.during(async () => {
      const { before } = await rename(name)
      undo.push({ what: `${kinds[kind]} “${before}” renamed to “${name}”`, undo: () => rename(before) })
    })
  }

  pin({ kind, ids }: Things, pinned: boolean): Promise<unknown> {
    return this.#attempt(async () => {
      if (kind !== 'run' && kind !== 'sweep') return
      const put = (which: number[], to: boolean) =>
        this.#parts.connection.call('library.pin', { kind, which, pinned: to })
      const changed = await put([...ids], pinned)
      if (changed.ids.length === 0) return
      const what = `${this.#told({ kind, ids: changed.ids })} ${pinned ? 'pinned' : 'unpinned'}`
      this.#parts.undo.push({ what, undo: () => put(changed.ids, !pinned) })
    })
  }

  /** Puts these away, or back where lists show them. */
  archive({ kind, ids }: Things, archived: boolean): Promise<unknown> {
    return this.#attempt(async () => {
      const put = (which: number[], away: boolean) =>
        this.#parts.connection.call('library.archive', { kind, which, archived: away })
      const changed = await put([...ids], archived)
      if (changed.ids.length === 0) return
      const what = `${this.#told({ kind, ids: changed.ids })} ${archived ? 'archived' : 'taken out of the archive'}`
      this.#did({ what, undo: () => put(changed.ids, !archived) })
    })
  }

  /** Adds tags to runs, or takes them away. */
  tag(runs: readonly number[], edit: Partial<Pick<AnnotationEdit, 'add' | 'remove'>>): Promise<unknown> {
    return this.#attempt(async () => {
      const { replaced } = await this.#parts.connection.call('runs.annotate', { runs: [...runs], ...edit })
      if (replaced.length === 0) return
      const tags = [...(edit.add ?? []), ...(edit.remove ?? [])].map((tag) => `“${tag}”`).join(', ')
      const what = `${tags} ${edit.remove === undefined ? 'added to' : 'taken from'} ${counted(replaced.length, 'run')}`
      const undo = () => this.#parts.connection.call('runs.putAnnotations', { annotations: replaced })
      this.#did({ what, undo })
    })
  }

  /**
   * Deletes a run that nothing else goes with at once, as undoing costs a key; of anything else it is said first what goes
   * along.
   */
  askToDelete(things: Things): Promise<unknown> {
    return this.#attempt(async () => {
      const { kind, ids } = things
      const weight = await this.#parts.connection.call('library.weighDeletion', { kind, which: [...ids] })
      const isRunAlone = kind === 'run' && weight.things.length === 1 && weight.atWork.length === 0
      if (isRunAlone) await this.delete(things, weight)
      else this.deleting = { ...things, weight }
    })
  }

  /** Marks these as deleted, with what goes along. Who looks at one of them is led away, and back when it is there again. */
  delete({ kind, ids }: Things, { answers }: Pick<DeletionWeight, 'answers'>): Promise<unknown> {
    const { connection, library, notices, router } = this.#parts
    return this.#attempt(async () => {
      const what = `${this.#told({ kind, ids })} deleted${answers > 0 ? `, with ${counted(answers, 'answer')}` : ''}`
      const looked = router.route
      const { deletion, things } = await connection.call('library.delete', { kind, which: [...ids] })
      const isLookedAt = things.some((thing) => needs(looked, thing))
      if (isLookedAt) router.go({ view: 'home' })
      const undo = async () => {
        const { renamed } = await connection.call('library.restore', { deletion })
        for (const { kind: one, id, name } of renamed)
          notices.say(`Its name was taken meanwhile: ${one} ${id} is now called ${name}.`)
        if (!isLookedAt || router.route.view !== 'home') return
        await library.reload()
        router.go(looked)
      }
      this.#did({ what, undo })
    })
  }

  #attempt(work: () => Promise<void>): Promise<unknown> {
    const { notices, undo } = this.#parts
    return notices.attempt(() => undo.during(work))
  }

  #told({ kind, ids }: Things): string {
    const [id, ...others] = ids
    if (id === undefined || others.length > 0) return counted(ids.length, kind)
    return `${kinds[kind]} “${this.#parts.library.nameOf({ kind, id }) ?? id}”`
  }

  #did(done: Undoable): void {
    const { notices, undo } = this.#parts
    undo.push(done)
    notices.offer(`${done.what}.`, { label: 'Undo', act: () => undo.undo(done) })
  }
}
