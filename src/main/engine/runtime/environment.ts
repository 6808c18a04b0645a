import os from 'node:os'
import { env } from 'onnxruntime-node'
import manifest from '../../../../package.json' with { type: 'json' }
import type { Environment } from '../../../shared/run.ts'
import { cpuName } from './providers.ts'

/** What is recorded with every run about the machine and the libraries it ran on. */
export function describeEnvironment(libraries: Pick<Environment, 'decoder' | 'sqlite'>): Environment {
  return {
    acuity: manifest.version,
    onnxruntime: env.versions.node ?? 'unknown',
    ...libraries,
    node: process.versions.node,
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    cpu: cpuName(),
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  }
}
