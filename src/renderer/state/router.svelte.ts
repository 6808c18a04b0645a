import { formatRoute, parseRoute, type Route } from '../lib/route.ts'

/** Where the person is: kept in the address, so that a reload, Back and Forward find the way. */
export class Router {
  route = $state.raw<Route>(parseRoute(location.hash))

  constructor() {
    window.addEventListener('hashchange', () => (this.route = parseRoute(location.hash)))
  }

  go(route: Route): void {
    location.hash = formatRoute(route)
  }

  /** Goes there without leaving a trace in the history: for what Back should skip, as the next image of a row. */
  replace(route: Route): void {
    history.replaceState(null, '', formatRoute(route))
    this.route = route
  }
}
