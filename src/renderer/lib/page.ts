import type { Library } from '../state/library.svelte.ts'
import type { Route } from './route.ts'

/** What a view is of: while this stays the same, the view stays, and so does the focus. */
export function pageKey(route: Route): string {
  switch (route.view) {
    case 'dataset':
      return `dataset ${route.dataset}`
    case 'model':
      return `model ${route.model}`
    case 'run':
    case 'image':
      return `${route.view} ${route.run}`
    default:
      return route.view
  }
}

/** What the window is called while the view is open. */
export function pageTitle(route: Route, library: Pick<Library, 'dataset' | 'model' | 'run'>): string {
  const name = subject(route, library)
  return name === undefined ? 'Acuity' : `${name} – Acuity`
}

function subject(route: Route, library: Pick<Library, 'dataset' | 'model' | 'run'>): string | undefined {
  switch (route.view) {
    case 'home':
      return undefined
    case 'dataset':
      return library.dataset(route.dataset)?.name
    case 'model':
      return library.model(route.model)?.name
    case 'new-run':
      return 'New run'
    case 'run':
      return library.run(route.run)?.name
    case 'image':
      return `Image ${route.image} in ${library.run(route.run)?.name ?? 'a run'}`
    case 'compare':
      return 'Compare runs'
  }
}
