import { spawnSync } from 'node:child_process'
import path from 'node:path'
import {
  installerScript,
  isForCuda13,
  isInstalled,
  PROVIDER_FILES,
  providerFolder,
  removeProvider,
} from './provider-files.ts'

/** It fetches some 300 MB. */
const TIMEOUT_MS = 15 * 60_000

/**
 * Has onnxruntime-node's own installer fetch the provider from NuGet. A failure leaves nothing behind.
 * @returns what went wrong; null where the provider is installed
 */
export async function installFromNuget(): Promise<string | null> {
  // "true" is all that lets it install: it forgets any other value, and does nothing where it runs under npm.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' }
  const { status, stderr, error } = spawnSync(process.execPath, [installerScript], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: TIMEOUT_MS,
  })
  const problem = error?.message ?? (status === 0 ? await whatIsWrong() : reasonIn(stderr))
  if (problem !== null) removeProvider()
  return problem
}

async function whatIsWrong(): Promise<string | null> {
  if (!isInstalled()) return 'it ended without an error, but installed nothing'
  // It calls its files "cuda12" whatever they were built for.
  return (await isForCuda13(path.join(providerFolder, PROVIDER_FILES[0])))
    ? null
    : 'what it installs is not for CUDA 13'
}

/** The one line that says why, out of a stack trace. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  return lines.find((line) => /^(\w*Error\b|Error:)/.test(line)) ?? lines.find(Boolean) ?? 'it gave no reason'
}
