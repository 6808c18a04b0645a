import type { Route } from '../lib/route.ts'

/** What things are called, by their ids. */
interface Names {
  dataset: (id: number) => { name: string } | undefined
  model: (id: number) => { name: string } | undefined
  run: (id: number) => { name: string } | undefined
  sweep: (id: number) => { name: string } | undefined
}

/** What a view is of: while this stays the same, the view stays, and so does the focus. */
export function pageKey(route: Route): string {
  switch (route.view) {
    case 'dataset':
      return `dataset ${route.dataset}`
    case 'dataset-image':
      return `image of dataset ${route.dataset}`
    case 'model':
      return `model ${route.model}`
    case 'sweep':
      return `sweep ${route.sweep}`
    case 'class':
      return `class ${route.label} in ${route.run}`
    case 'new-run':
      return `new run, ${route.dataset} ${route.model} like ${route.like} ${JSON.stringify(route.asked)}`
    case 'diagnosis':
      return `diagnosis of ${route.like} ${JSON.stringify(route.asked)}`
    case 'new-sweep':
      return `new sweep, ${route.dataset} ${route.model} ${route.sizes}`
    case 'run':
      return `run ${route.run}`
    case 'image':
      // Images of a sweep's list are of several runs: the page stays from one to the next.
      return route.seen ? `image of sweep ${route.seen.sweep}` : `image ${route.run}`
    case 'flips':
      return `flips ${route.first} ${route.second}`
    default:
      return route.view
  }
}

/** What the window is called while the view is open. */
export function pageTitle(route: Route, names: Names): string {
  const name = subject(route, names)
  return name === undefined ? 'Acuity' : `${name} – Acuity`
}

function subject(route: Route, names: Names): string | undefined {
  switch (route.view) {
    case 'home':
      return undefined
    case 'dataset':
      return names.dataset(route.dataset)?.name
    case 'dataset-image':
      return `Image ${route.image} of ${names.dataset(route.dataset)?.name ?? 'a dataset'}`
    case 'model':
      return names.model(route.model)?.name
    case 'new-run':
      return 'New run'
    case 'diagnosis':
      return 'Diagnose the recipe'
    case 'new-sweep':
      return 'New sweep'
    case 'run':
      return names.run(route.run)?.name
    case 'sweep':
      return names.sweep(route.sweep)?.name
    case 'class':
      return `Class ${route.label} in ${names.run(route.run)?.name ?? 'a run'}`
    case 'image':
      return `Image ${route.image} in ${names.run(route.run)?.name ?? 'a run'}`
    case 'flips':
      return `${names.run(route.first)?.name ?? 'A run'} and ${names.run(route.second)?.name ?? 'a run'}`
    case 'compare':
      return 'Compare runs'
    case 'runs':
      return 'All runs'
  }
}
