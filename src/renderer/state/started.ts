import type { IndexResult } from '../../shared/dataset.ts'
import { describeNews } from '../lib/intake-text.ts'
import { formatRoute, type Route } from '../lib/route.ts'
import type { Library } from './library.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Router } from './router.svelte.ts'

/** A run or a sweep that was queued. */
interface Started {
  /** As sentences call it: `Run 7`. */
  name: string
  route: Route
  /** What bringing its dataset up to date found before; null where that was left out. */
  index: IndexResult | null
}

interface Parts {
  library: Pick<Library, 'reload'>
  notices: Pick<Notices, 'say'>
  router: Pick<Router, 'route' | 'go'>
}

/**
 * Leads to what was started; who has gone elsewhere since is told of it there. Both are told where the files of its
 * dataset were not as they were indexed.
 */
export async function showStarted(
  { name, route, index }: Started,
  askedFrom: Route,
  { library, notices, router }: Parts,
): Promise<void> {
  const news = index && describeNews(index)
  if (news) notices.say(news)
  // What is shown next must be in the list by then.
  await library.reload('runs')
  if (router.route === askedFrom) router.go(route)
  else notices.say(`${name} was started.`, { label: 'Show', href: formatRoute(route) })
}
