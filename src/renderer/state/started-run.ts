import type { WindowOutput } from '../../shared/window-contract.ts'
import { describeNews } from '../lib/intake-text.ts'
import { formatRoute, runRoute, type Route } from '../lib/route.ts'
import type { Library } from './library.svelte.ts'
import type { Notices } from './notices.svelte.ts'
import type { Router } from './router.svelte.ts'

interface Parts {
  library: Pick<Library, 'reload'>
  notices: Pick<Notices, 'say'>
  router: Pick<Router, 'route' | 'go'>
}

/**
 * Leads to a run that was started; who has gone elsewhere since is told of it there. Both are told where the files of its
 * dataset were not as they were indexed.
 */
export async function showStarted(
  { run, index }: WindowOutput<'runs.start'>,
  askedFrom: Route,
  { library, notices, router }: Parts,
): Promise<void> {
  const news = index && describeNews(index)
  if (news) notices.say(news)
  // What is shown next must be in the list by then.
  await library.reload('runs')
  const route = runRoute(run)
  if (router.route === askedFrom) router.go(route)
  else notices.say(`Run ${run} was started.`, { label: 'Show', href: formatRoute(route) })
}
