import path from 'node:path'

/**
 * A path as whoever called npm meant it: npm carries scripts out in the project's folder, and tells where it was called
 * from.
 */
export function fromCallersFolder(file: string): string {
  return path.resolve(callersFolder(), file)
}

export const callersFolder = (): string => process.env['INIT_CWD'] || process.cwd()
