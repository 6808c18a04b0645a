import type { Kind } from '../../shared/shelf.ts'
import { runRoute, sweepRoute, type Route } from './route.ts'

/** A dataset, a model, a run or a sweep. */
export interface Thing {
  kind: Kind
  id: number
}

/** One or several of a kind. */
export interface Things {
  kind: Kind
  ids: readonly number[]
}

/** What a page is about, where it has the name of that as its title. */
export function thingOf(route: Route): Thing | null {
  switch (route.view) {
    case 'dataset':
      return { kind: 'dataset', id: route.dataset }
    case 'model':
      return { kind: 'model', id: route.model }
    case 'run':
      return { kind: 'run', id: route.run }
    case 'sweep':
      return { kind: 'sweep', id: route.sweep }
    default:
      return null
  }
}

/** Whether a page has nothing to show without this. */
export function needs(route: Route, { kind, id }: Thing): boolean {
  const thing = thingOf(route)
  if (thing?.kind === kind && thing.id === id) return true
  if (route.view === 'dataset-image') return kind === 'dataset' && route.dataset === id
  return kind === 'run' && 'run' in route && route.run === id
}

/** Its own page. */
export function thingRoute({ kind, id }: Thing): Route {
  switch (kind) {
    case 'dataset':
      return { view: 'dataset', dataset: id }
    case 'model':
      return { view: 'model', model: id }
    case 'run':
      return runRoute(id)
    case 'sweep':
      return sweepRoute(id)
  }
}
