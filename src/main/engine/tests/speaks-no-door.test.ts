import { readFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const sources = globSync(['main/engine/**/*.ts', 'shared/**/*.ts'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.ts$|\/testing\/|\/wasm\/assembly\//.test(file))

/** What looks like an option of a program, and what looks like a command of Acuity's. */
const DOOR = /(?<![\w-])--[a-z]|\bacuity [a-z]/

/** Options that are not Acuity's. */
const OTHERS: Record<string, string> = {
  'main/engine/model/foreign.ts': 'tf2onnx',
  'main/engine/model/foreign/folders.ts': 'tf2onnx',
  'main/engine/runtime/probe-provider.ts': 'nvidia-smi',
  'main/engine/threads/worker-thread.ts': 'V8',
}

it('no text of the engine, nor of what it shares with its doors, names an option or a command of the command line', async () => {
  expect(sources.length).toBeGreaterThan(300)
  const found = await Promise.all(
    sources.map(async (file) => {
      const texts = textsIn(
        ts.createSourceFile(file, await readFile(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest),
      )
      return texts.some((text) => DOOR.test(text)) ? [file] : []
    }),
  )
  expect(found.flat().toSorted()).toEqual(Object.keys(OTHERS))
})

it.each(['state the crop (--crop)', '"acuity doctor" tells more', 'leave out --as-indexed'])('finds %s', (text) =>
  expect(text).toMatch(DOOR),
)

/** What stands in the strings and templates of a source. */
function textsIn(source: ts.SourceFile): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}
