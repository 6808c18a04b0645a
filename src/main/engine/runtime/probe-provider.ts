import { execFileSync } from 'node:child_process'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { messageOf } from '../../../shared/errors.ts'
import { Provider } from '../../../shared/run.ts'
import type { ProbeResult } from './providers.ts'

/** A program of its own: tries the provider named on its command line, and prints a ProbeResult as JSON. */

/** An ONNX model, `y = x + x` over two floats: enough to load a provider's libraries and to launch a kernel. */
const TINY_MODEL = 'CAc6OAoOCgF4CgF4EgF5IgNBZGQSBHRpbnlaDwoBeBIKCggIARIECgIIAmIPCgF5EgoKCAgBEgQKAggCQgQKABAN'

async function tryProvider(provider: Provider): Promise<ProbeResult> {
  try {
    const session = await InferenceSession.create(Buffer.from(TINY_MODEL, 'base64'), { executionProviders: [provider] })
    const { y } = await session.run({ x: new Tensor('float32', [1, 2], [2]) })
    await session.release()
    const right = y?.data[0] === 2 && y.data[1] === 4
    return { works: right, device: deviceName(provider), detail: right ? 'ran a network' : 'gave a wrong sum' }
  } catch (error) {
    return { works: false, device: '', detail: messageOf(error).trim() }
  }
}

function deviceName(provider: Provider): string {
  if (provider !== 'cuda') return provider
  try {
    const args = ['--query-gpu=name', '--format=csv,noheader', '--id=0']
    return execFileSync('nvidia-smi', args, { encoding: 'utf8', timeout: 10_000 }).trim()
  } catch {
    return 'CUDA device 0'
  }
}

process.stdout.write(JSON.stringify(await tryProvider(Provider.parse(process.argv[2]))))
