import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { narrowCommandLine } from '../../src/testing/bundled.ts'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { patient } from '../../src/testing/patience.ts'
import { compare, type Agreement } from './answers.ts'
import { nvidiaFoldersIn } from './cuda-folders.ts'
import { Fingerprint, hashSources } from './fingerprint.ts'
import { agreement, placement } from './format-proofs.ts'
import { keep } from './keep.ts'
import { isOfUse, runtimePackages } from './packed-files.ts'
import { withMeasured } from './record.ts'
import { run } from './run.ts'

const root = path.join(import.meta.dirname, '../..')

describe('the benchmark of a GPU', () => {
  it('is rehearsed from end to end on the CPU', { timeout: patient(300_000) }, async () => {
    const out = temporaryFolder()
    // With the bundled command line: its processes start in a third of the time.
    const file = await run({ provider: 'cpu', quick: true, folder: out, program: narrowCommandLine })
    expect(file).toBe(path.join(out, 'gpu.md'))
    const report = readFileSync(path.join(out, 'gpu.md'), 'utf8')
    expect(report).toMatch(/^Measured on .* a rehearsal: its figures mean nothing/)
    expect(report).toMatch(/In all 12 profiles every node ran on cpu, without a copy in the middle, and .* as uint8\./)
    expect(
      report.match(/24 images .* the same five classes in the same order for 24.*: as it should be\./g),
    ).toHaveLength(4)
    const csv = readFileSync(path.join(out, 'gpu.csv'), 'utf8').trim().split('\r\n')
    // Six networks at two batches in two precisions.
    expect(csv).toHaveLength(1 + 6 * 2 * 2)
    // What is measured is kept, also by the command as it is typed: the second time takes no time.
    const args = ['tools/gpu-bench.ts', 'run', '--provider', 'cpu', '--quick', '--out', out]
    const start = performance.now()
    const again = execFileSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(performance.now() - start).toBeLessThan(patient(20_000))
    expect(again.trim()).toBe(file)
    expect(readFileSync(file, 'utf8')).toBe(report)
  })

  it('counts answers that differ', () => {
    const row = (top1: string, p1: string) => ({
      top1,
      top2: '2',
      top3: '3',
      top4: '4',
      top5: '5',
      p1,
      p2: '0.1',
      p3: '0.1',
      p4: '0.1',
      p5: '0.1',
    })
    const expected = new Map([
      ['a.jpg', row('1', '0.5')],
      ['b.jpg', row('1', '0.5')],
    ])
    const actual = new Map([
      ['a.jpg', row('1', '0.25')],
      ['b.jpg', row('7', '0.5')],
    ])
    const on = (provider: 'cpu' | 'cuda', rows: typeof expected) => ({ asked: provider, provider, evaluated: 2, rows })
    const found = { model: 'net', problem: null, images: 2, sameTop5: 1, largestDifference: 0.25 }
    expect(compare('net', on('cpu', expected), on('cuda', actual))).toEqual(found)
  })

  it('proves nothing with images that were not evaluated, or not where they were to be', () => {
    const rows = new Map<string, Record<string, string>>()
    const cpu = { asked: 'cpu', provider: 'cpu', evaluated: 0, rows } as const
    const said = (answers: Agreement[]) => agreement('cuda', answers)
    expect(said([])).toBe('**Not proven**: no answers were compared.')
    expect(said([compare('net', cpu, { ...cpu, asked: 'cuda' })])).toBe(
      '- net: **not proven**, no image was evaluated on cpu.',
    )
    const [one, file] = [{ ...cpu, evaluated: 1 }, new Map([['a.jpg', {}]])]
    expect(said([compare('net', one, one)])).toMatch(
      /not proven\*\*, 1 images were evaluated on cpu, and 0 are told of/,
    )
    expect(said([compare('net', { ...one, rows: file }, { ...one, asked: 'cuda', rows: file })])).toBe(
      '- net: **not proven**, what was to run on cuda ran on cpu.',
    )
    // Rows without answers agree on nothing.
    expect(compare('net', { ...one, rows: file }, { ...one, rows: file })).toMatchObject({ problem: null, sameTop5: 0 })
  })

  it('proves nothing without a profile, or with one of another provider', () => {
    const node = { name: 'n', op: 'Conv', provider: 'cuda' }
    const input = { type: 'uint8', shape: [1, 9, 9, 3], bytes: 243 }
    const trace = { network: 'net', crop: 9, provider: 'cuda' as const, input, nodes: [node] }
    const fp32 = (traces: (typeof trace)[]) => placement('cuda', [['fp32', { traces }]])
    expect(fp32([trace])).toMatch(/^In all 1 profiles every node ran on cuda/)
    expect(fp32([])).toBe('- fp32, TF32 off: **not proven**, there is no profile.')
    expect(fp32([{ ...trace, nodes: [] }])).toMatch(/not proven\*\*, the profile has no nodes/)
    expect(fp32([{ ...trace, nodes: [{ ...node, provider: 'cpu' }] }])).toMatch(/1 of 1 nodes did not run on cuda/)
    expect(placement('webgpu', [['fp32', { traces: [trace] }]])).toMatch(/not proven\*\*, the profile is of cuda/)
    expect(placement('cuda', [])).toBe('**Not proven**: nothing was measured.')
  })

  it('keeps what the same code found on the same machine, and nothing else', async () => {
    const file = path.join(temporaryFolder(), 'step.json')
    const same = ['acuity', 'sources', 'onnxruntime', 'node', 'cpu', 'device', 'driver'].map((name) => [name, '1'])
    const fingerprint = Fingerprint.parse(Object.fromEntries(same))
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const find = async (found: number, other: Partial<Fingerprint> = {}) => {
      const measure = () => Promise.resolve(found)
      return keep({ file, name: 'step', schema: z.int(), fingerprint: { ...fingerprint, ...other }, measure })
    }
    expect(await find(1)).toMatchObject({ found: 1 })
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"date": "[^"]*"/, '"date": "2020-02-02"'))
    expect(await find(2)).toEqual({ found: 1, date: '2020-02-02' })
    expect(await find(3, { driver: '2', sources: '2' })).toMatchObject({ found: 3 })
    expect(said).toHaveBeenLastCalledWith(`step: measured anew, since ${file} is of another Acuity's sources, driver …`)
    // As it was kept before, and half of a file.
    for (const old of ['3', '{"found":']) {
      writeFileSync(file, old)
      expect(await find(4)).toMatchObject({ found: 4 })
      expect(said).toHaveBeenLastCalledWith(expect.stringContaining('does not say what it was measured with'))
    }
    said.mockRestore()
  })

  it('knows sources by their names and contents, tests aside', () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'src/in'), { recursive: true })
    const write = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text)
      return hashSources(folder, ['one.json', 'src'])
    }
    write('one.json', '1')
    const first = write('src/in/a.ts', 'a')
    expect(write('src/in/a.test.ts', 'test')).toBe(first)
    expect(write('src/in/a.ts', 'b')).not.toBe(first)
    expect(write('src/in/a.ts', 'a')).toBe(first)
    expect(write('src/b.ts', '')).not.toBe(first)
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
