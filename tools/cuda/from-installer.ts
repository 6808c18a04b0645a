import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import type { Fetched } from './fetched.ts'
import { NotFetched } from './install-error.ts'
import { installerFolder, modules } from './provider-files.ts'

/** It fetches some 300 MB. */
const TIMEOUT_MS = 15 * 60_000

/**
 * Has onnxruntime-node's own installer fetch the provider from NuGet: a copy of it, since it puts files beside itself. It
 * checks no hash.
 * @param folder to work in
 * @throws NotFetched
 */
export function fetchFromNuget(version: string, folder: string): Fetched {
  const script = path.join(folder, 'onnxruntime-node/script')
  cpSync(installerFolder, script, { recursive: true })
  // "true" is all that lets it install: it forgets any other value, and does nothing where it runs under npm.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true', NODE_PATH: modules }
  const { status, stderr, error } = spawnSync(process.execPath, [path.join(script, 'install.js')], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    timeout: TIMEOUT_MS,
  })
  if (error || status !== 0) throw new NotFetched(`NuGet's could not be fetched: ${error?.message ?? reasonIn(stderr)}`)
  return {
    folder: path.join(script, '../bin/napi-v6/linux/x64'),
    source: `Microsoft.ML.OnnxRuntime.Gpu.Linux ${version} (NuGet, not checked against a hash)`,
    isPinned: false,
    licence: null,
  }
}

/** The one line that says why, out of a stack trace. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim())
  return lines.find((line) => /^(\w*Error\b|Error:)/.test(line)) ?? lines.find(Boolean) ?? 'it gave no reason'
}
