import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newEngine, evaluate, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { jpeg } from '../../../testing/images.ts'
import { hasSharedCases, sharedCases } from '../../../testing/shared-data.ts'
import { createEncoder, SUBSAMPLING, withLastScanAgain } from '../image/testing/jpegs.ts'

/** Hundreds of scans of four megapixels, in some kilobytes: 3 s of a core. */
function bomb(): Uint8Array {
  const side = 2048
  const flat = { width: side, height: side, data: new Uint8Array(side * side * 3).fill(90) }
  return withLastScanAgain(createEncoder()(flat, { subsampling: SUBSAMPLING.grayscale, progressive: 1 }), 400)
}

it('images of more scans than sense are skipped by a run and refused to the window, by the case hostile/pbomb_13377_490r.JPEG where it lies', async () => {
  const engine = newEngine()
  const root = temporaryFolder()
  const hostile = hasSharedCases ? readFileSync(path.join(sharedCases, 'hostile/pbomb_13377_490r.JPEG')) : bomb()
  writeFiles(root, { 'n01440764/a.JPEG': jpeg(200, 150), 'n01440764/b.JPEG': hostile, 'n01440764/c.JPEG': bomb() })
  await engine.call('datasets.index', { folder: root, name: 'sample' })
  const start = performance.now()
  const run = await evaluate(engine, sampleRun(99, { threads: 1 }))
  expect(run).toMatchObject({ status: 'done', images: { evaluated: 1, skipped: 2 } })
  expect(run.images.skippedBy).toEqual([{ reason: 'too-large', images: 2 }])
  const said = {
    code: 'file-unreadable',
    message: expect.stringMatching(/c\.JPEG cannot be shown: its 406 scans/) as string,
  }
  await expect(engine.call('images.picture', { image: 3, side: 200 })).rejects.toMatchObject(said)
  await expect(engine.call('images.thumbnail', { image: 3, side: 192 })).rejects.toMatchObject(said)
  expect(performance.now() - start).toBeLessThan(60_000)
})
