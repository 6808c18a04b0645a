import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const SITES = 'import site, sys; print("\\n".join([*site.getsitepackages(), site.getusersitepackages(), *sys.path]))'

/**
 * The folders of NVIDIA's libraries inside of Python installations, where PyTorch keeps CUDA and cuDNN.
 * @param pythons programs to ask, as the PATH finds them
 */
export function cudaFolders(pythons: readonly string[] = ['python3', 'python']): string[] {
  const sites = new Set(pythons.flatMap(sitesOf))
  return [...sites].flatMap((site) => nvidiaFoldersIn(site))
}

/** What LD_LIBRARY_PATH should hold: what it does, then those folders. */
export function libraryPath(folders: readonly string[]): string {
  return [process.env['LD_LIBRARY_PATH'] ?? '', ...folders].filter(Boolean).join(':')
}

function sitesOf(python: string): string[] {
  try {
    return execFileSync(python, ['-c', SITES], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter(Boolean)
  } catch {
    return []
  }
}

/** `nvidia/cu13/lib`, `nvidia/cudnn/lib` and the like. */
export function nvidiaFoldersIn(site: string): string[] {
  const nvidia = path.join(site, 'nvidia')
  if (!existsSync(nvidia)) return []
  return readdirSync(nvidia)
    .map((name) => path.join(nvidia, name, 'lib'))
    .filter((folder) => existsSync(folder))
}
