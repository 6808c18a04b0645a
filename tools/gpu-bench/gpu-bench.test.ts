import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { compare } from './answers.ts'
import { nvidiaFoldersIn } from './cuda-folders.ts'
import { isOfUse, runtimePackages } from './packed-files.ts'
import { withMeasured } from './record.ts'

const root = path.join(import.meta.dirname, '../..')

describe('the benchmark of a GPU', () => {
  it('is rehearsed from end to end on the CPU', { timeout: 300_000 }, () => {
    const out = temporaryFolder()
    const args = ['tools/gpu-bench.ts', 'run', '--provider', 'cpu', '--quick', '--out', out]
    const once = () =>
      execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    expect(once().trim()).toBe(path.join(out, 'gpu.md'))
    const report = readFileSync(path.join(out, 'gpu.md'), 'utf8')
    expect(report).toMatch(/^Measured on .* a rehearsal: its figures mean nothing/)
    expect(report).toMatch(/In all 12 profiles every node ran on cpu, without a copy in the middle, and .* as uint8\./)
    expect(
      report.match(/24 images .* the same five classes in the same order for 24.*: as it should be\./g),
    ).toHaveLength(2)
    const csv = readFileSync(path.join(out, 'gpu.csv'), 'utf8').trim().split('\r\n')
    // Six networks at two batches in two precisions.
    expect(csv).toHaveLength(1 + 6 * 2 * 2)
    // What is measured is kept: the second time takes no time.
    const start = performance.now()
    once()
    expect(performance.now() - start).toBeLessThan(20_000)
  })

  it('counts answers that differ', () => {
    const row = (top1: string, p1: string) => ({
      ...{ top1, top2: '2', top3: '3', top4: '4', top5: '5' },
      ...{ p1, p2: '0.1', p3: '0.1', p4: '0.1', p5: '0.1' },
    })
    const expected = new Map([
      ['a.jpg', row('1', '0.5')],
      ['b.jpg', row('1', '0.5')],
    ])
    const actual = new Map([
      ['a.jpg', row('1', '0.25')],
      ['b.jpg', row('7', '0.5')],
    ])
    expect(compare('net', expected, actual)).toEqual({ model: 'net', images: 2, sameTop5: 1, largestDifference: 0.25 })
  })

  it('finds the libraries of a Python installation', () => {
    const site = temporaryFolder()
    for (const name of ['nvidia/cu13/lib', 'nvidia/cudnn/lib', 'nvidia/cu13/include', 'torch/lib'])
      mkdirSync(path.join(site, name), { recursive: true })
    const folders = ['nvidia/cu13/lib', 'nvidia/cudnn/lib'].map((name) => path.join(site, name))
    expect(nvidiaFoldersIn(site).toSorted()).toEqual(folders)
    expect(nvidiaFoldersIn(path.join(site, 'torch'))).toEqual([])
  })

  it('packs what Acuity runs with on Linux, and nothing that builds it', () => {
    const packages = runtimePackages(root)
    expect(packages).toEqual(
      expect.arrayContaining(['zod', 'commander', 'onnxruntime-node', 'better-sqlite3', 'koffi']),
    )
    for (const name of ['electron', 'vitest', 'typescript', 'cmake-js']) expect(packages).not.toContain(name)
    const bin = 'onnxruntime-node/bin/napi-v6'
    expect([`${bin}/linux/x64/libonnxruntime.so.1`, `${bin}/linux`, '@koromix/koffi-linux-x64'].every(isOfUse)).toBe(
      true,
    )
    expect([`${bin}/darwin`, `${bin}/linux/arm64`, '@koromix/koffi-win32-x64', 'zod/index.d.ts'].some(isOfUse)).toBe(
      false,
    )
  })

  it('puts what was measured between the marks of the document', () => {
    const document = 'before\n<!-- measured -->\nold\n<!-- /measured -->\nafter'
    expect(withMeasured(document, 'new\n')).toBe('before\n<!-- measured -->\n\nnew\n\n<!-- /measured -->\nafter')
    expect(() => withMeasured('nothing', 'new')).toThrow(/has lost its marks/)
    expect(readFileSync(path.join(root, 'docs/method/gpu.md'), 'utf8')).toMatch(
      /<!-- measured -->[^]*<!-- \/measured -->/,
    )
  })
})
