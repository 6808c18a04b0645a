import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import os from 'node:os'
import { z } from 'zod'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { Provider, type ProviderChoice } from '../../../shared/run.ts'
import { entryBeside } from '../processes/index.ts'
import { hasCudaProvider, whatCudaLacks } from './cuda-libraries.ts'

const PROBE_TIMEOUT_MS = 60_000

/** What one provider did on this machine when it was tried. */
export const ProbeResult = z.object({ works: z.boolean(), device: z.string(), detail: z.string() })
export type ProbeResult = z.infer<typeof ProbeResult>

const probes = new Map<Provider, Promise<ProbeResult>>()

/**
 * Tries a provider on a tiny network, in a child process: a provider without its libraries may kill the process that
 * asks for it. Each is tried once in an engine's life.
 */
export function probeProvider(provider: Provider): Promise<ProbeResult> {
  const probe = probes.get(provider) ?? runProbe(provider)
  probes.set(provider, probe)
  return probe
}

/**
 * The provider that a choice stands for: `auto` is CUDA where it works, else the CPU.
 * @throws AcuityError `provider-unavailable` where a named provider does not work
 */
export async function resolveProvider(choice: ProviderChoice): Promise<{ provider: Provider; device: string }> {
  const provider = choice === 'auto' ? await bestProvider() : choice
  const { works, device, detail } = await probeProvider(provider)
  if (!works)
    throw new AcuityError(
      'provider-unavailable',
      `${provider} does not work on this machine: ${detail}. The CPU always works.`,
      {
        remedies: [
          { do: 'set', values: { provider: 'cpu' } },
          { do: 'diagnose', what: 'machine' },
        ],
      },
    )
  return { provider, device }
}

/** A try takes a process, and half a second: most machines have nothing to be tried. */
async function bestProvider(): Promise<Provider> {
  return hasCudaProvider() && (await probeProvider('cuda')).works ? 'cuda' : 'cpu'
}

async function runProbe(provider: Provider): Promise<ProbeResult> {
  // The CPU needs no child: it is what everything else here runs on.
  if (provider === 'cpu') return { works: true, device: cpuName(), detail: 'part of ONNX Runtime' }
  const entry = fileURLToPath(entryBeside('probe-provider', import.meta.url))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [entry, provider], {
      timeout: PROBE_TIMEOUT_MS,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
    return await explained(provider, ProbeResult.parse(JSON.parse(stdout)))
  } catch (error) {
    const detail = `the process that tried it died (${lastWords(error)})`
    return explained(provider, { works: false, device: '', detail })
  }
}

/** ONNX Runtime says that CUDA's libraries could not be loaded, but not which. */
async function explained(provider: Provider, result: ProbeResult): Promise<ProbeResult> {
  if (provider !== 'cuda' || result.works) return result
  const lacks = await whatCudaLacks()
  return lacks === null ? result : { ...result, detail: `${result.detail}; ${lacks}` }
}

/** The last line that a dead child wrote, where a library says what it missed; else what became of the child. */
function lastWords(error: unknown): string {
  const lines = messageOf(error)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.at(-1)?.trim() ?? 'it gave no reason'
}

export function cpuName(): string {
  return os.cpus()[0]?.model.trim() ?? os.arch()
}
