import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { InstallError } from './install-error.ts'
import { isForCuda13, isOfVersion, NOTICE_FILE, PROVIDER_FILES } from './provider-files.ts'

export interface Placing {
  /** Where the provider's files are. */
  from: string
  /** Where they are to be: a provider that is there stays until the new one is known to be right. */
  to: string
  /** Of ONNX Runtime. */
  version: string
  notice: string
}

/**
 * Installs a provider once it is known to be right. Nothing of it is run.
 * @throws InstallError and leaves what is installed as it is
 */
export function placeProvider({ from, to, version, notice }: Placing): void {
  if (!PROVIDER_FILES.every((name) => existsSync(path.join(from, name))))
    throw new InstallError('It brought no provider: nothing was installed.')
  const [provider] = PROVIDER_FILES
  if (!isOfVersion(path.join(from, provider), version))
    throw new InstallError(`The provider was not built as a part of ONNX Runtime ${version}: nothing was installed.`)
  if (!isForCuda13(path.join(from, provider)))
    throw new InstallError('The provider was not built for CUDA 13: nothing was installed.')
  writeFileSync(path.join(from, NOTICE_FILE), notice)
  const names = [...PROVIDER_FILES, NOTICE_FILE]
  const parts = mkdtempSync(path.join(to, 'part-'))
  try {
    // Each in one step, so that no program ever loads half a library.
    for (const name of names) copyFileSync(path.join(from, name), path.join(parts, name))
    for (const name of names) renameSync(path.join(parts, name), path.join(to, name))
  } finally {
    rmSync(parts, { recursive: true, force: true })
  }
}
