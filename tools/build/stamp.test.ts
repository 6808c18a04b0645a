import { rmSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'
import { checksumOfSources, isBuilt, removeStamp, stampPlugins, writeStamp } from './stamp.ts'

/** A project that was built. */
function built(): string {
  const root = temporaryFolder()
  writeFiles(root, {
    'package.json': '{}',
    'src/main/index.ts': 'one',
    'src/main/other.ts': 'two',
    'src/main/index.test.ts': 'a test',
    'out/main/index.js': 'bundled',
  })
  writeStamp(root, checksumOfSources(root))
  return root
}

it('does not build again what has not changed: neither sources that were touched, nor tests', () => {
  const root = built()
  expect(isBuilt(root)).toBe(true)
  utimesSync(path.join(root, 'src/main/index.ts'), new Date(), new Date())
  // What end-to-end tests leave beside the bundle is no part of it.
  writeFiles(root, { 'src/main/index.test.ts': 'another test', 'out/e2e/trace.txt': 'what happened' })
  expect(isBuilt(root)).toBe(true)
})

it.each<[string, (root: string) => void]>([
  ['a source has changed, whatever its time says', (root) => writeFiles(root, { 'src/main/other.ts': 'owt' })],
  ['a source is new', (root) => writeFiles(root, { 'src/main/new.ts': '' })],
  ['a source was deleted', (root) => rmSync(path.join(root, 'src/main/other.ts'))],
  ['packages have changed', (root) => writeFiles(root, { 'package-lock.json': '{}' })],
  ['something of the bundle has changed', (root) => writeFiles(root, { 'out/main/index.js': 'edited' })],
  ['something of the bundle was deleted', (root) => rmSync(path.join(root, 'out/main/index.js'))],
  ['a build has begun and did not end', removeStamp],
])('builds again where %s', (_, change) => {
  const root = built()
  change(root)
  expect(isBuilt(root)).toBe(false)
})

it('says nothing of a bundle that could not be made', async () => {
  const root = built()
  const { first, last } = stampPlugins(root)
  const bundle = () =>
    build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [first, last],
      build: { outDir: 'out/page', lib: { entry: 'src/page.js', formats: ['es'], fileName: 'page' } },
    })
  writeFiles(root, { 'src/page.js': "import './missing.js'\n" })
  await expect(bundle()).rejects.toThrow(/missing/)
  expect(isBuilt(root)).toBe(false)
  writeFiles(root, { 'src/page.js': 'export default 1\n' })
  await bundle()
  expect(isBuilt(root)).toBe(true)
})
