import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'
import { changedFiles, testsOf } from './changed-files.ts'

it('finds what a branch, or work in progress, has changed, and the tests that bear its names', () => {
  const root = temporaryFolder()
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], { cwd: root })
  writeFiles(root, {
    'src/one.ts': 'one',
    'src/one.test.ts': '',
    'src/two.ts': 'two',
    'src/tests/two.test.ts': '',
    'src/left.ts': 'as it was',
    'src/gone.ts': '',
  })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'First')
  expect(changedFiles(root)).toEqual([])

  git('checkout', '-qb', 'branch')
  writeFiles(root, { 'src/one.ts': 'other' })
  git('commit', '-qam', 'Second')
  writeFiles(root, { 'src/two.ts': 'another', 'src/new ü.test.ts': '' })
  rmSync(path.join(root, 'src/gone.ts'))
  const changed = ['src/new ü.test.ts', 'src/one.ts', 'src/two.ts']
  expect(changedFiles(root)).toEqual(changed)
  expect(testsOf(changed, root)).toEqual(['src/new ü.test.ts', 'src/one.test.ts', 'src/tests/two.test.ts'])
})
