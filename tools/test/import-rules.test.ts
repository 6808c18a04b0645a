import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { temporaryFolder, writeFiles } from '../../src/testing/folders.ts'

const root = path.join(import.meta.dirname, '../..')
const rulesFile = path.join(root, '.dependency-cruiser.js')
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
const engine = 'src/main/engine'
const renderer = 'src/renderer'

/** Of each rule, an import that it forbids: the file, and what it imports. */
const planted: readonly [rule: string, from: string, to: string][] = [
  ['shared-imports-only-zod', 'src/shared/a.ts', 'src/main/home.ts'],
  ['engine-knows-no-door', `${engine}/b.ts`, 'src/main/cli/b.ts'],
  ['one-door-to-the-engine', 'src/main/cli/c.ts', `${engine}/c.ts`],
  ...[
    'db',
    'dataset',
    'image',
    'model',
    'runtime',
    'threads',
    'files',
    'processes',
    'wasm',
    'architectures',
    'crop-cache',
  ].map((part): [string, string, string] => [
    `engine-${part}-stands-alone`,
    `${engine}/${part}/d.ts`,
    `${engine}/results/index.ts`,
  ]),
  ['engine-parts-have-one-door', `${engine}/eval/e.ts`, `${engine}/results/e.ts`],
  ['only-tests-use-what-tests-share', `${engine}/eval/f.ts`, `${engine}/eval/testing/f.ts`],
  ['renderer-stays-out-of-main', `${renderer}/lib/g.ts`, 'src/main/home.ts'],
  ['preload-only-passes-on', 'src/preload/h.ts', 'src/shared/h.ts'],
  ['no-page-imports-another', `${renderer}/pages/home/I.svelte`, `${renderer}/pages/class/i.ts`],
  [
    'no-part-of-the-run-page-imports-another',
    `${renderer}/pages/run/errors/J.svelte`,
    `${renderer}/pages/run/classes/j.ts`,
  ],
  ['no-part-of-the-run-page-imports-another', `${renderer}/pages/run/errors/j.ts`, `${renderer}/pages/run/j.ts`],
  ...['frame', 'grid', 'pieces', 'state', 'lib'].map((part): [string, string, string] => [
    'what-pages-share-knows-no-page',
    `${renderer}/${part}/k.ts`,
    `${renderer}/pages/home/k.ts`,
  ]),
  ['only-the-app-knows-its-frame', `${renderer}/pages/home/l.ts`, `${renderer}/frame/l.ts`],
  ['grid-and-pieces-stand-alone', `${renderer}/grid/M.svelte`, `${renderer}/pieces/M.svelte`],
  ['grid-and-pieces-stand-alone', `${renderer}/pieces/m.ts`, `${renderer}/grid/m.ts`],
  ['state-draws-nothing', `${renderer}/state/n.ts`, `${renderer}/ui/N.svelte`],
  ['lib-keeps-no-state', `${renderer}/lib/o.ts`, `${renderer}/state/o.ts`],
  ['ui-knows-nothing-of-acuity', `${renderer}/ui/P.svelte`, `${renderer}/lib/p.ts`],
  ['ui-knows-nothing-of-acuity', `${renderer}/ui/p.ts`, 'src/shared/p.ts'],
  ['no-cycles', 'tools/q.ts', 'tools/q.ts'],
  ['no-unresolvable', 'tools/r.ts', 'tools/nowhere.ts'],
]

const Cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

const Rules = z.object({ forbidden: z.array(z.object({ name: z.string() })) })

it('refuses an import of each kind that is forbidden, and no other', async () => {
  const tree = temporaryFolder()
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'))
  const imports = new Map(planted.map(([, , to]) => [to, '']))
  for (const [, from, to] of planted) imports.set(from, importOf(from, to))
  imports.delete('tools/nowhere.ts')
  writeFiles(tree, { ...Object.fromEntries(imports), 'tools/orphan.ts': '', 'tsconfig.json': '{}' })

  const { default: rules } = z.object({ default: Rules }).parse(await import(pathToFileURL(rulesFile).href))
  const args = [cruiser, '--config', rulesFile, '--output-type', 'json', 'src', 'tools']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' })
  expect(stderr).toBe('')
  const { violations } = Cruised.parse(JSON.parse(stdout)).summary
  const found = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  for (const [rule, from, to] of planted)
    expect(found).toContainEqual(expect.stringMatching(`^${rule}: ${from} → .*${path.basename(to)}$`))
  expect(new Set(violations.map(({ rule }) => rule.name))).toEqual(new Set(rules.forbidden.map(({ name }) => name)))
})

function importOf(from: string, to: string): string {
  const specifier = path.posix.relative(path.posix.dirname(from), to)
  const line = `import '${specifier.startsWith('.') ? specifier : `./${specifier}`}'\n`
  return from.endsWith('.svelte') ? `<script lang="ts">\n${line}</script>\n` : line
}
