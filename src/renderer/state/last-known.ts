import type { Followed } from './followed.svelte.ts'

/**
 * Lets what is listed stay until it is known what is wanted in its place: nothing jumps while somebody types or chooses.
 * Failing is knowing, too.
 */
export function lastKnown<List extends { ids: Pick<Followed<unknown>, 'value' | 'failure'> }>(): (
  wanted: List,
) => List {
  let listed: List | undefined
  return (wanted) => {
    const isKnown = wanted.ids.value !== null || wanted.ids.failure !== null
    return (listed = isKnown ? wanted : (listed ?? wanted))
  }
}
