import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Fetched } from './fetched.ts'
import { InstallError, NotFetched } from './install-error.ts'
import { PROVIDER_FILES } from './provider-files.ts'

/** ONNX Runtime's own build for CUDA 13, repackaged for Unity. Its package is fixed by what it contains. */
export const SOURCE = {
  name: 'com.github.asus4.onnxruntime.linux-x64-gpu',
  version: '0.4.9',
  /** SHA-512 of the archive in base64, as npm states it. */
  sha512: 'FopIhNE/Ng+v2X65wVc9clPCBCvhvA53Hxo2U0Kf5fGdVsC7iCA+mZ0KLWggcQAj7TIZ6pNidR4AC10g74Xo6w==',
  onnxruntime: '1.29.0',
  folder: 'package/Plugins/Linux/x64',
  licence: 'package/LICENSE',
}

/**
 * Fetches the provider from the npm registry, through npm and its settings (proxy, registry, cache).
 * @param folder to work in
 * @throws NotFetched, or InstallError where the package is not what it was
 */
export function fetchFromNpm(version: string, folder: string): Fetched {
  if (version !== SOURCE.onnxruntime)
    throw new NotFetched(
      `onnxruntime-node is ${version}, and ${SOURCE.name}@${SOURCE.version} holds the provider of ${SOURCE.onnxruntime}: ` +
        'state the package of the same version in tools/cuda/from-npm.ts.',
    )
  const archive = fetchArchive(folder)
  const wanted = [...PROVIDER_FILES.map((name) => `${SOURCE.folder}/${name}`), SOURCE.licence]
  execFileSync('tar', ['-xzf', archive, '-C', folder, ...wanted])
  const licence = readFileSync(path.join(folder, SOURCE.licence), 'utf8').trim()
  if (!/^\s*MIT License/.test(licence)) throw new InstallError(`${SOURCE.name} is not under the MIT licence any more.`)
  return {
    folder: path.join(folder, SOURCE.folder),
    source: `${SOURCE.name}@${SOURCE.version} (npm), SHA-512 ${SOURCE.sha512}`,
    isPinned: true,
    licence,
  }
}

function fetchArchive(folder: string): string {
  const spec = `${SOURCE.name}@${SOURCE.version}`
  let name: string
  try {
    const args = ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', folder]
    name = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  } catch (error) {
    throw new NotFetched(
      `npm could not fetch ${spec} (170 MB): ${error instanceof Error ? error.message.trim() : String(error)}\n` +
        'Check the network and npm\'s registry ("npm ping"), and run npm run cuda:install again.',
    )
  }
  const archive = path.join(folder, name)
  const sum = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (sum === SOURCE.sha512) return archive
  throw new InstallError(
    `${spec} is not what it was: its SHA-512 is ${sum}, where ${SOURCE.sha512} is expected. Nothing was installed: ` +
      'do not use that registry before you know why.',
  )
}
