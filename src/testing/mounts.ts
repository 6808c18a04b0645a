import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './folders.ts'

/** Whether this process may mount, as root of a machine and of some containers may: permissions do not hold root back. */
export const canMount: boolean = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()

/** A disk of so many KiB. */
export function smallDisk(kib: number): string {
  const folder = temporaryFolder()
  mount(folder, ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'tmpfs'])
  return folder
}

/** A folder once more, on a disk that is read-only. */
export function readOnlyView(folder: string): string {
  const view = temporaryFolder()
  mount(view, ['--bind', folder])
  spawnSync('mount', ['-o', 'remount,ro,bind', view])
  return view
}

function mount(folder: string, what: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', [...what, folder])
  if (status !== 0) throw new Error(stderr.toString())
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]))
}

function tryMount(): boolean {
  return spawnSync('unshare', ['--mount', 'true']).status === 0
}
