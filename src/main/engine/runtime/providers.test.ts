import { expect, it, vi } from 'vitest'
import { hasCudaProvider } from './cuda-libraries.ts'

const triesNow = () => process.getActiveResourcesInfo().includes('ProcessWrap')

it.skipIf(hasCudaProvider())(
  'takes the CPU without a try where there is no provider for CUDA, and tries it where it is named',
  async () => {
    // As in an engine that has tried nothing yet: another file in this process may have.
    vi.resetModules()
    const { cpuName, probeProvider, resolveProvider } = await import('./providers.ts')
    const resolved = resolveProvider('auto')
    expect(triesNow()).toBe(false)
    expect(await resolved).toEqual({ provider: 'cpu', device: cpuName() })
    const probe = probeProvider('cuda')
    expect(triesNow()).toBe(true)
    expect(await probe).toMatchObject({ works: false })
  },
)
