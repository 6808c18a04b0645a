import { z } from 'zod'
import { keep, kept } from './kept.ts'

const KEY = 'run-views'

/** A table of runs by a name: what it shows and how, as its address says it. */
export const SavedView = z.object({ name: z.string().min(1).max(80), address: z.string().startsWith('#/runs') })
export type SavedView = z.infer<typeof SavedView>

/** The saved views, in the order of their names; kept for the next start. */
export class SavedViews {
  all = $state.raw<readonly SavedView[]>(kept(KEY, SavedView.array().catch([])))

  /** Saves a view, in place of the one of that name. */
  save(view: SavedView): void {
    const saved = [...this.all.filter(({ name }) => name !== view.name), SavedView.parse(view)]
    this.#keep(saved.toSorted((a, b) => a.name.localeCompare(b.name)))
  }

  remove(name: string): void {
    this.#keep(this.all.filter((view) => view.name !== name))
  }

  #keep(views: readonly SavedView[]): void {
    this.all = views
    keep(KEY, views)
  }
}
