import path from 'node:path'

/** Longer than any path that a system takes. */
const MAX_NAME = 4096

/**
 * The path of a member in its archive, from its name: without `./`, a slash before it, or two in a row; empty for the root
 * itself. Null for a name that leads out, is endless, or is none.
 */
export function memberPath(name: string): string | null {
  if (name === '' || name.length > MAX_NAME || name.includes('\0')) return null
  const steps = name.split('/').filter((step) => step !== '' && step !== '.')
  return steps.includes('..') ? null : steps.join('/')
}

/** What a symbolic link in an archive leads to, seen from its folder there; null where that is not in the archive. */
export function targetOf(link: string, target: string): string | null {
  if (target === '' || target.length > MAX_NAME || target.includes('\0') || target.startsWith('/')) return null
  const place = path.posix.join(path.posix.dirname(link), target)
  return place === '..' || place.startsWith('../') ? null : place.replace(/\/$/, '')
}
