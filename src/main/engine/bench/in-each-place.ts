import type { Measuring } from '../../../shared/bench.ts'
import type { Missed } from './missed.ts'
import { withPeak, type Peak } from './peak.ts'
import type { Settled, SessionPlace } from './places.ts'

/**
 * Measures on one provider after the other, beside the peak of each.
 * @param missed is told of providers that do not work, or not for what is measured
 */
export async function inEachPlace(
  { places, refused }: Settled,
  options: Measuring & { signal: AbortSignal },
  missed: Missed,
  measure: (place: SessionPlace, peak: Peak) => Promise<void>,
): Promise<void> {
  for (const { provider, error } of refused) missed.add({ provider }, error)
  for (const place of places)
    try {
      await withPeak(place, options, (peak) => measure(place, peak))
    } catch (error) {
      missed.add(place, error)
    }
}
