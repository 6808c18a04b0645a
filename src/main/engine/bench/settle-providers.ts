import os from 'node:os'
import type { Measuring } from '../../../shared/bench.ts'
import { AcuityError, remediesOf } from '../../../shared/errors.ts'
import type { Provider, ProviderChoice } from '../../../shared/run.ts'
import { resolveProvider } from '../runtime/index.ts'

/** A provider as sessions of a benchmark use it. */
export interface ProviderSetup {
  provider: Provider
  device: string
  /** Of one session. */
  threads: number
}

export interface Settled {
  providers: ProviderSetup[]
  /** Providers that do not work here. */
  refused: { provider: ProviderChoice; error: AcuityError }[]
}

/**
 * Where the sessions will run, settled before anything is loaded; each provider once, in the order asked for.
 * @throws AcuityError `provider-unavailable` with every reason, where none works
 */
export async function settleProviders({
  providers,
  threads = os.availableParallelism(),
}: Pick<Measuring, 'providers' | 'threads'>): Promise<Settled> {
  const settled = new Map<Provider, ProviderSetup>()
  const refused: Settled['refused'] = []
  for (const choice of providers)
    try {
      const { provider, device } = await resolveProvider(choice)
      settled.set(provider, { provider, device, threads })
    } catch (error) {
      if (!isUnavailable(error)) throw error
      refused.push({ provider: choice, error })
    }
  if (settled.size === 0)
    throw new AcuityError('provider-unavailable', refused.map(({ error }) => error.message).join('\n'), {
      remedies: refused.flatMap(({ error }) => remediesOf(error)),
    })
  return { providers: [...settled.values()], refused }
}

/** Whether a provider does not work, or not for some network. */
export const isUnavailable = (error: unknown): error is AcuityError =>
  error instanceof AcuityError && error.code === 'provider-unavailable'
