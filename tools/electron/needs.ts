import type { Need } from './debian.ts'
import { isOnPath } from './executables.ts'
import { runCommand } from './run-command.ts'

const absent = (commands: string[]) => commands.filter((command) => !isOnPath(command))

/** What the runtime is unpacked and built with. */
export const assemblyTools: Need = {
  missing: () => absent(['unzip', 'tar', 'gcc', 'g++']),
  packages: ['unzip', 'tar', 'g++'],
}

/** A screen for machines that have none. */
export const virtualDisplay: Need = {
  missing: () => absent(['Xvfb']),
  packages: ['xvfb'],
}

/** The shared libraries of the system that this Electron is linked with. */
export function systemLibraries(executable: string): Need {
  return {
    missing: () =>
      [...runCommand('ldd', [executable]).matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? ''),
    packages: [
      'libnss3',
      'libatk1.0-0',
      'libatk-bridge2.0-0',
      'libcups2',
      'libdrm2',
      'libgtk-3-0',
      'libgbm1',
      'libasound2',
      'libxss1',
      'libxkbcommon0',
    ],
  }
}
