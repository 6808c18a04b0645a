import type { PairedGroup } from '../../shared/class-groups.ts'
import { shortName } from '../../shared/class-name.ts'
import type { FlipSelection, Flips } from '../../shared/flips.ts'
import type { ClassResult } from '../../shared/results.ts'
import type { FlipOrder } from '../lib/flip-order.ts'
import { isSameAddress } from '../lib/flips.ts'
import type { Connection } from './connection.svelte.ts'
import { FlipList } from './flip-list.svelte.ts'
import { Followed } from './followed.svelte.ts'

/** What is known of two runs side by side. */
export class FlipPair {
  readonly first: number
  readonly second: number
  readonly flips: Followed<Flips>
  /** The groups of their classes, each before those that lie in it. */
  readonly groups: Followed<readonly PairedGroup[]>
  /** What the classes are called, in order of their index. */
  readonly classes: Followed<readonly ClassResult[]>
  /** How the table of classes was left: the greatest loss comes first. */
  order = $state.raw<FlipOrder>({ column: 'delta', descending: false })

  /** Whether classes or their groups are listed, and which groups are open. */
  view = $state<'classes' | 'groups'>('classes')
  openedGroups = $state.raw<readonly string[]>([])

  readonly #connection: Pick<Connection, 'call'>
  #list: FlipList | null = null

  constructor(connection: Pick<Connection, 'call'>, first: number, second: number) {
    this.first = first
    this.second = second
    this.#connection = connection
    this.flips = new Followed(() => connection.call('results.flips', { first, second }))
    this.groups = new Followed(() => connection.call('results.pairedGroups', { first, second }))
    this.classes = new Followed(() => connection.call('results.classes', { run: first }))
  }

  /** The list of a selection: the same one as before, as long as the selection is the same. */
  list({ cell, label, group, tag, order }: FlipSelection): FlipList {
    const address = { first: this.first, second: this.second, cell, label, group, tag, order }
    if (!this.#list || !isSameAddress(this.#list.address, address)) this.#list = new FlipList(this.#connection, address)
    return this.#list
  }

  /** What a group of a WordNet id is called. */
  groupName(wnid: string): string {
    const group = this.groups.value?.find((each) => each.wnid === wnid)
    return group ? shortName(group) : wnid
  }

  renew(): void {
    this.flips.renew()
    this.groups.renew()
    this.classes.renew()
    this.#list?.renew()
  }
}

/** The two runs that are looked at, kept while their views come and go. */
export class FlipPairs {
  readonly #connection: Pick<Connection, 'call'>
  #current: FlipPair | null = null

  constructor(connection: Pick<Connection, 'call' | 'onConnect'>) {
    this.#connection = connection
    connection.onConnect(() => this.#current?.renew())
  }

  of(first: number, second: number): FlipPair {
    if (this.#current?.first !== first || this.#current.second !== second)
      this.#current = new FlipPair(this.#connection, first, second)
    return this.#current
  }
}
