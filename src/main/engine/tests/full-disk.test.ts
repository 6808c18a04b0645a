import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { canMount, smallDisk } from '../../../testing/mounts.ts'

it.skipIf(!canMount)(
  'a full disk interrupts a run, whatever found it full, and it goes on when there is room',
  async () => {
    const home = smallDisk(16 * 1024)
    const engine = await sampleEngine(home)
    const filler = path.join(home, 'filler')
    const fillBut = (bytes: number) => {
      rmSync(filler, { force: true })
      const { bavail, bsize } = statfsSync(home)
      writeFileSync(filler, Buffer.alloc(bavail * bsize - bytes))
    }
    const interrupted = { status: 'interrupted', error: { code: 'disk-full' } }

    // The model that is wrapped first has 400 KB.
    fillBut(200 * 1024)
    const first = await evaluate(engine, sampleRun(99, { cache: false, batch: 1, threads: 2 }))
    expect(first).toMatchObject({ ...interrupted, images: { evaluated: 0 } })
    expect(first.error?.message).toMatch(/^Cannot write .*: the disk of .* is full\. Make room there, and try again\.$/)

    const resume = async () => {
      await engine.call('runs.resume', { run: first.run })
      return engine.call('runs.wait', { run: first.run })
    }
    fillBut(600 * 1024)
    const second = await resume()
    expect(second).toMatchObject(interrupted)
    expect(second.images.evaluated).toBeGreaterThan(0)
    expect(second.error?.message).toBe(
      `The disk of ${home} is full. Make room there, and go on: what was committed is kept.`,
    )
    expect(await engine.call('runs.get', { run: first.run })).toMatchObject({ status: 'interrupted' })
    fillBut(0)
    const out = path.join(home, 'images.csv')
    const report = { run: first.run, as: 'images', format: 'csv', file: out } as const
    await expect(engine.call('reports.save', report)).rejects.toMatchObject({ code: 'disk-full' })
    expect(existsSync(out)).toBe(false)

    rmSync(filler)
    expect(await resume()).toMatchObject({ status: 'done', error: null, images: { evaluated: 240 } })
  },
)
