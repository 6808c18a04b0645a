import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newRunRoute, runRoute, type Route } from '../lib/route.ts'
import { Notices } from './notices.svelte.ts'
import { showStarted } from './started.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A person at the form who starts run 7, and goes elsewhere, or does not, before it is in the list. */
async function start(elsewhere?: Route) {
  const notices = new Notices()
  const askedFrom = newRunRoute()
  const router = { route: askedFrom, go: (route: Route) => (router.route = route) }
  const library = { reload: () => Promise.resolve(void (router.route = elsewhere ?? router.route)) }
  await showStarted({ name: 'Run 7', route: runRoute(7), index: null }, askedFrom, { library, notices, router })
  return { route: router.route, notices: notices.all }
}

it('leads to the run', async () => {
  expect(await start()).toEqual({ route: runRoute(7), notices: [] })
})

it('leaves who has gone elsewhere where they are, and tells them', async () => {
  const elsewhere: Route = { view: 'home' }
  const { route, notices } = await start(elsewhere)
  expect(route).toBe(elsewhere)
  expect(notices).toMatchObject([{ text: 'Run 7 was started.', link: { label: 'Show', href: '#/runs/7/overview' } }])
})
