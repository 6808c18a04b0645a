import path from 'node:path'

/**
 * Where the entry file of a thread or of a process lies: beside the file that starts it, as TypeScript when the sources run as
 * they are, as JavaScript in the bundle.
 * @param beside the caller's `import.meta.url`
 */
export function entryBeside(name: string, beside: string): URL {
  return new URL(`./${name}${path.extname(new URL(beside).pathname)}`, beside)
}
