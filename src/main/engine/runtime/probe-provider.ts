import { execFileSync } from 'node:child_process'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { messageOf } from '../../../shared/errors.ts'
import { Provider } from '../../../shared/run.ts'
import type { ProbeResult } from './providers.ts'
import { tf32State } from './tf32.ts'

/** A program of its own: tries the provider named on its command line, and prints a ProbeResult as JSON. */

/**
 * An ONNX model, twice the sum of four floats as a convolution and a matrix product: enough to load all of a provider's
 * libraries, some of which are loaded when they are first needed (cuDNN), and to launch their kernels.
 */
const TINY_MODEL =
  'CAgSBHRpbnlCAhANOq8BChMKAXgKAXcSAWMaAm4wIgRDb252ChMKAWMSAWYaAm4xIgdGbGF0dGVuChcKAWYKA3R3bxIBeRoCbjIiBk1hdE11bBIE' +
  'dGlueSofCAEIAQgCCAIQAUIBd0oQAACAPwAAgD8AAIA/AACAPyoRCAEIARABQgN0d29KBAAAAEBaGwoBeBIWChQIARIQCgIIAQoCCAEKAggCCgIIAmIT' +
  'CgF5Eg4KDAgBEggKAggBCgIIAQ=='

async function tryProvider(provider: Provider): Promise<ProbeResult> {
  try {
    const session = await InferenceSession.create(Buffer.from(TINY_MODEL, 'base64'), { executionProviders: [provider] })
    const { y } = await session.run({ x: new Tensor('float32', [1, 2, 3, 4], [1, 1, 2, 2]) })
    await session.release()
    const right = y?.data[0] === 20
    return { works: right, device: deviceName(provider), detail: right ? 'ran a network' : 'gave a wrong sum' }
  } catch (error) {
    return { works: false, device: '', detail: messageOf(error).trim() }
  }
}

function deviceName(provider: Provider): string {
  if (provider !== 'cuda') return provider
  try {
    const args = ['--query-gpu=name', '--format=csv,noheader', '--id=0']
    return `${execFileSync('nvidia-smi', args, { encoding: 'utf8', timeout: 10_000 }).trim()}, ${tf32State()}`
  } catch {
    return `CUDA device 0, ${tf32State()}`
  }
}

process.stdout.write(JSON.stringify(await tryProvider(Provider.parse(process.argv[2]))))
