import { selectRow, type SelectHow } from '../lib/row-selection.ts'

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'preventDefault'>
type Pointer = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>

interface Rows {
  /** In their order. */
  ids: readonly number[]
  /** In the order in which they were chosen. */
  chosen: readonly number[]
  /** Rows that are in view at a time. */
  page: number
  /** Whether pointing at a row leaves the others chosen. */
  toggles: boolean
  /** Brings a row into view; its element once it can take the focus. */
  reveal: (id: number) => Promise<HTMLElement | null | undefined>
  choose: (ids: number[]) => void
  open: (id: number) => void
}

/** Rows of a table that are selected as in lists of files: with the mouse and with keys, together with Shift and Ctrl. */
export class RowSelection {
  #active = $state<number | null>(null)
  /** Where a range begins. */
  #from: number | null = null
  readonly #rows: Rows

  constructor(rows: Rows) {
    this.#rows = rows
  }

  /** The row that the Tab key leads to; undefined where there is none. */
  get active(): number | undefined {
    const { ids } = this.#rows
    return this.#active !== null && ids.includes(this.#active) ? this.#active : ids[0]
  }

  /** The row has got the focus. */
  hold(id: number): void {
    this.#active = id
  }

  point(id: number, { ctrlKey, metaKey, shiftKey }: Pointer): void {
    this.#select(id, shiftKey ? 'extend' : ctrlKey || metaKey || this.#rows.toggles ? 'toggle' : 'alone')
  }

  toggle(id: number, { shiftKey }: Pick<Pointer, 'shiftKey'>): void {
    this.#select(id, shiftKey ? 'extend' : 'toggle')
  }

  all(): void {
    const { ids, chosen } = this.#rows
    this.#rows.choose([...chosen, ...ids.filter((id) => !chosen.includes(id))])
  }

  none(): void {
    this.#rows.choose([])
  }

  press(event: Key): void {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    const { active } = this
    if (altKey || active === undefined) return
    const act = (): (() => unknown) | null => {
      if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) return () => this.all()
      if (key === 'Escape' && this.#rows.chosen.length > 0) return () => this.none()
      if (key === ' ') return () => this.toggle(active, event)
      if (key === 'Enter') return () => this.#rows.open(active)
      const to = this.#leadsTo(key, active)
      return to === undefined ? null : () => this.#moveTo(to, shiftKey)
    }
    const action = act()
    if (!action) return
    event.preventDefault()
    action()
  }

  #leadsTo(key: string, active: number): number | undefined {
    const { ids, page } = this.#rows
    const at = ids.indexOf(active)
    const within = (index: number) => ids[Math.max(0, Math.min(ids.length - 1, index))]
    switch (key) {
      case 'ArrowUp':
        return within(at - 1)
      case 'ArrowDown':
        return within(at + 1)
      case 'PageUp':
        return within(at - page)
      case 'PageDown':
        return within(at + page)
      case 'Home':
        return within(0)
      case 'End':
        return within(ids.length - 1)
      default:
        return undefined
    }
  }

  async #moveTo(id: number, extends_: boolean): Promise<void> {
    if (extends_) {
      this.#from ??= this.active ?? null
      this.#select(id, 'extend')
    } else this.#from = id
    this.#active = id
    const row = await this.#rows.reveal(id)
    // Keys that came meanwhile have led further.
    if (this.#active === id) row?.focus({ preventScroll: true })
  }

  #select(row: number, how: SelectHow): void {
    const { ids, chosen, choose } = this.#rows
    choose(selectRow(ids, chosen, { row, from: this.#from, how }))
    if (how !== 'extend') this.#from = row
    this.#active = row
  }
}
