import { z } from 'zod'
import { Tag } from '../../shared/annotation.ts'
import { SeenGroup, SeenState } from '../../shared/critical.ts'
import { ClassIndex } from '../../shared/sweep-curve.ts'

/** Which images of a line are looked at: those in one of the groups, or in any where there is none; of one class, or of all. */
export interface SeenFilter {
  groups: readonly SeenGroup[]
  /** Canonical index. */
  label: number | null
  /** One that they have; empty for any or none. */
  tag: string
}

/** The images that a list of a sweep holds, and the model that they are told of. */
export interface SeenAddress extends SeenFilter {
  sweep: number
  /** The model's place among the sweep's lines. */
  line: number
}

export const allSeen: SeenFilter = { groups: [], label: null, tag: '' }

export const isSameGroup = (one: SeenGroup, other: SeenGroup): boolean =>
  one.state === other.state && one.size === other.size

/** Whether two addresses name the same list. */
export const isSameSeen = (one: SeenAddress, other: SeenAddress): boolean =>
  one.sweep === other.sweep &&
  one.line === other.line &&
  one.label === other.label &&
  one.tag === other.tag &&
  one.groups.map(groupName).join() === other.groups.map(groupName).join()

/** As the parameters of an address: what is as by default is not named. */
export function seenParameters({ groups, label, tag }: SeenFilter): Record<string, string | number | null> {
  return { groups: groups.length === 0 ? null : groups.map(groupName).join(','), label, tag: tag || null }
}

/** The inverse of {@link seenParameters}; what makes no sense is left out. */
export function parseSeenFilter(parameters: URLSearchParams): SeenFilter {
  const named = (parameters.get('groups') ?? '').split(',').flatMap((name) => parseGroup(name) ?? [])
  const groups = named.filter((group, at) => named.findIndex((other) => isSameGroup(group, other)) === at)
  const tag = Tag.safeParse(parameters.get('tag')).data ?? ''
  return { groups, label: Label.safeParse(parameters.get('label')).data ?? null, tag }
}

const Label = z.string().regex(/^\d+$/).transform(Number).pipe(ClassIndex)

/** As in `never`, or `critical-2`. */
function groupName({ state, size }: SeenGroup): string {
  return size === null ? state : `${state}-${size}`
}

function parseGroup(name: string): SeenGroup | undefined {
  const [, state, size] = /^(.*?)(?:-(\d+))?$/.exec(name) ?? []
  const group = { state: SeenState.safeParse(state).data, size: size === undefined ? null : Number(size) }
  const isCritical = group.state === 'critical'
  return isCritical === (group.size !== null) ? SeenGroup.safeParse(group).data : undefined
}
