import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FoundingSweep } from '../../../shared/founding-sweep.ts'
import { describeFoundingSize } from '../../../shared/published.ts'
import { narrowCommandLine, narrowResources } from '../../../testing/bundled.ts'
import { finished, startAcuity, type CommandResult } from '../../../testing/command.ts'
import { makeFolder, temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { untrainedCaffemodel } from '../model/caffe/testing/untrained-weights.ts'

const start = (home: string, args: readonly string[]) => startAcuity(home, args, narrowCommandLine)
const acuity = (home: string, args: readonly string[]) => finished(start(home, args))

/** Weights for crops of 99 of two networks, that nobody trained. */
const kept = makeFolder()
afterAll(kept.remove)
const untrained = (name: 'alexnet' | 'vgg_f') => path.join(kept.folder, name)

/** A sweep of what a folder has for three rows, one of which does not fit; one file is of no row. */
const six = { home: path.join(kept.folder, 'home'), folder: path.join(kept.folder, 'weights') }
let done: CommandResult
beforeAll(async () => {
  for (const name of ['alexnet', 'vgg_f'] as const) {
    const prototxt = path.join(narrowResources, 'architectures', `${name}.prototxt`)
    writeFileSync(untrained(name), untrainedCaffemodel(prototxt, 99))
  }
  await indexSample(six.home)
  fill(six.folder, {
    'VGG-F_128x99.caffemodel': 'vgg_f',
    'alexnet_128_99.caffemodel': 'alexnet',
    'alexnet_128_111.caffemodel': 'alexnet',
    'someone.caffemodel': 'alexnet',
  })
  const args = [...founding(six.folder, ...images, ...quick), '--keep-going', '--mean', '100,110,120', '--name', 'six']
  done = await acuity(six.home, [...args, '--json'])
})
const table = () => FoundingSweep.parse(JSON.parse(done.stdout))

/** Puts these weights into a folder, by the names that they are given. */
function fill(folder: string, files: Record<string, 'alexnet' | 'vgg_f'>): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, of] of Object.entries(files)) linkSync(untrained(of), path.join(folder, name))
  return folder
}

async function sampleHome(): Promise<string> {
  const home = temporaryFolder()
  await indexSample(home)
  return home
}

/** Interrupts a command as soon as it measures speeds. */
function interrupted(home: string, args: readonly string[]) {
  const child = start(home, args)
  child.stderr?.on('data', (data: Buffer) => {
    if (data.includes('benchmark 0/1')) child.kill('SIGINT')
  })
  return finished(child)
}

const images = ['--dataset', 'sample', '--as-indexed', '--limit', '2', '--threads', '1']
const founding = (folder: string, ...more: string[]) => ['sweep', '--founding', '--weights-dir', folder, ...more]
const quick = ['--batch', '1']
const named = (rows: FoundingSweep['rows']) =>
  rows.map((row) => [describeFoundingSize(row), row.summary?.status ?? null])

describe('acuity sweep --founding', () => {
  it('evaluates the rows that have weights, and measures all', () => {
    const { code, stderr } = done
    expect(stderr).toContain(`AlexNet 128/99: ${path.join(six.folder, 'alexnet_128_99.caffemodel')}\n`)
    expect(stderr).toContain(`note: ${path.join(six.folder, 'someone.caffemodel')} is passed over`)
    const { dataset, rows, refused } = table()
    expect(named(rows)).toEqual([
      ['AlexNet 256/227', null],
      ['AlexNet 128/99', 'done'],
      ['AlexNet 128/111', null],
      ['VGG_F 128/99', 'done'],
      ['VGG_F_extralayer 128/99', null],
      ['VGG_F_extralayer 128/111', null],
    ])
    expect(dataset).toBe('sample')
    expect(rows.every(({ fps, batch, speedup }) => fps > 0 && batch === 1 && speedup !== null)).toBe(true)
    const recipe = { fit: 'squash', resize: 128, crop: 99, channels: 'BGR', mean: [100, 110, 120] }
    for (const at of [1, 3])
      expect(rows[at]?.summary).toMatchObject({ recipe, images: { evaluated: 2 }, recipeOrigin: { preset: 'caffe' } })
    // Of no row a difference is known, as the first has no accuracy.
    expect(rows.every(({ top1Delta, paired }) => top1Delta === null && paired === null)).toBe(true)

    // What does not fit the row's crop is said, and the rest is done.
    expect(code).toBe(1)
    expect(refused).toMatchObject([{ model: 'alexnet', size: '128/111' }])
    expect(stderr).toMatch(/Left out:\nalexnet at 128\/111: .*"fc6".* needs weights of \[64, 2304\], .* \[64, 1024\]/)
  })

  it('goes on with a sweep that has runs, and says how where it is interrupted', async () => {
    const { sweep } = table()
    const resumed = await interrupted(six.home, ['sweep', '--founding', '--resume', String(sweep), ...quick])
    expect(resumed).toMatchObject({ code: 130, stdout: '' })
    expect(resumed.stderr).toContain(`sweep ${sweep}: six, done in `)
    expect(resumed.stderr).toContain(`Interrupted: go on with "acuity sweep --founding --resume ${sweep}".`)
  })

  it('is speeds alone where none of the weights can be run', async () => {
    const folder = fill(temporaryFolder(), { 'vgg_f_extralayer_128_111.caffemodel': 'alexnet' })
    const home = await sampleHome()
    expect(await interrupted(home, founding(folder, ...images, ...quick, '--keep-going'))).toMatchObject({ code: 130 })
    expect((await acuity(home, ['sweeps', '--json'])).stdout.trim()).toBe('[]')
  })

  it('refuses weights that do not fit their row before anything is evaluated', async () => {
    const folder = fill(temporaryFolder(), { 'alexnet_128_111.caffemodel': 'alexnet' })
    const { code, stdout, stderr } = await acuity(await sampleHome(), founding(folder, ...images))
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/acuity: alexnet at 128\/111: .*"fc6"/)
    expect(stderr).not.toContain('--crop')
  })

  it('says so where there are no weights, and asks for images only where there are', async () => {
    const folder = temporaryFolder()
    const none = await acuity(temporaryFolder(), founding(folder, '--provider', 'cuda'))
    expect(none.stderr).toContain(`note: ${folder} has no weights of a row: all are measured for their speed alone.\n`)
    writeFiles(folder, { 'alexnet_256_227.caffemodel': '' })
    const some = await acuity(temporaryFolder(), founding(folder))
    expect(some).toMatchObject({ code: 2, stdout: '' })
    expect(some.stderr).toMatch(/There are weights in .*: name the images to evaluate them on \(--dataset\)/)
  })

  it.each([
    [['--founding'], /needs --weights-dir DIR/],
    [['--founding', '--weights-dir', '.', '--crops', '99'], /cannot be used with/],
    [['--founding', '--weights-dir', '.', '--resume', '1'], /cannot be used with/],
    [['--weights-dir', '.', '--dataset', 'sample'], /--weights-dir goes with --founding/],
    [['--format', 'csv'], /--format goes with --founding: "acuity compare --sweep SWEEP" has it for other models/],
  ])('%j is a usage error', async (args, stderr) => {
    const result = await acuity(temporaryFolder(), ['sweep', ...args])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(stderr)
  })
})
