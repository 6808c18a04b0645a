import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'

/** What differs from the main branch where this one left it, committed or not, and still exists; by relative path. */
export function changedFiles(root: string): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
  const lines = (text: string) => text.split('\0').filter((line) => line !== '')
  const changed = lines(git('diff', '--name-only', '-z', '--relative', leftMainAt(git)))
  const added = lines(git('ls-files', '-z', '--others', '--exclude-standard'))
  return [...new Set([...changed, ...added])].filter((file) => existsSync(path.join(root, file))).sort()
}

/** The tests of files: those that are among them, and those that bear a file's name, beside it or anywhere in its folder. */
export function testsOf(files: readonly string[], root: string): string[] {
  const tests = files.flatMap((file) => {
    if (file.endsWith('.test.ts')) return [file]
    const { dir, name } = path.parse(file)
    return globSync(`${dir || '.'}/**/${name.replace(/\.svelte$/, '')}.test.ts`, {
      cwd: root,
      exclude: ['node_modules'],
    })
  })
  return [...new Set(tests)].sort()
}

function leftMainAt(git: (...args: string[]) => string): string {
  for (const main of ['origin/main', 'main'])
    try {
      return git('merge-base', 'HEAD', main).trim()
    } catch {
      // There is no such branch here.
    }
  return 'HEAD'
}
