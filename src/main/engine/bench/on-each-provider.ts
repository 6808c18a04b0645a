import type { Measuring } from '../../../shared/bench.ts'
import type { Missed } from './missed.ts'
import { withPeak, type Peak } from './peak.ts'
import type { Settled, ProviderSetup } from './settle-providers.ts'

/**
 * Measures on one provider after the other, beside the peak of each.
 * @param missed is told of providers that do not work, or not for what is measured
 */
export async function onEachProvider(
  { providers, refused }: Settled,
  options: Measuring & { signal: AbortSignal },
  missed: Missed,
  measure: (setup: ProviderSetup, peak: Peak) => Promise<void>,
): Promise<void> {
  for (const { provider, error } of refused) missed.add({ provider }, error)
  for (const setup of providers)
    try {
      await withPeak(setup, options, (peak) => measure(setup, peak))
    } catch (error) {
      missed.add(setup, error)
    }
}
