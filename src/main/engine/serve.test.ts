import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../shared/contract.ts'
import type { Port } from '../../shared/protocol.ts'
import { newEngine, sampleEngine, sampleRun, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { channel, connect } from '../../testing/port.ts'
import { sampleDataset } from '../../testing/sample.ts'
import { findResources } from '../resources.ts'
import { openEngine, serveEngine, serveFailure } from './index.ts'

/** What comes back for a message, as it is. */
async function raw(message: unknown, serve: (port: Port) => void): Promise<unknown> {
  const { near, far } = channel()
  serve(far)
  near.postMessage(message)
  return ((await once(near, 'message')) as unknown[])[0]
}

describe('an engine behind a port', () => {
  it('does the whole job, and tells how far it is', async () => {
    const engine = newEngine()
    const { door } = connect((port) => serveEngine(engine, port))
    expect(await door.call('datasets.index', { folder: sampleDataset, name: 'sample' })).toMatchObject({ added: 240 })
    const seen: number[] = []
    const end = door.on('run.progress', ({ evaluated }) => seen.push(evaluated))
    const { run } = await door.call('runs.start', sampleRun(99, { limit: 40 }))
    expect(await door.call('runs.wait', { run })).toMatchObject({ status: 'done', images: { evaluated: 40 } })
    expect(seen.at(-1)).toBe(40)
    end()

    const { images } = await door.call('results.errors', { run })
    const { bmp } = await door.call('images.picture', { image: images[0] ?? 0, side: 64 })
    expect(Buffer.from(bmp).toString('latin1', 0, 2)).toBe('BM')
    await expect(door.call('runs.get', { run: 'none' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(door.call('images.picture', { image: 1, side: 1 })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('answers what is no request, where there is somebody to answer', async () => {
    const engine = newEngine()
    const serve = (port: Port) => serveEngine(engine, port)
    const error = { code: 'invalid-input', message: 'This is no request to the engine.', details: {} }
    expect(await raw({ id: 7, method: 'datasets.drop', input: {} }, serve)).toEqual({ id: 7, error })
    expect(await raw({ id: 8 }, serve)).toEqual({ id: 8, error })
    const { near, far } = channel()
    serve(far)
    for (const nonsense of ['hello', null, [], { method: 'runs.list' }]) near.postMessage(nonsense)
    near.postMessage({ id: 9, method: 'runs.list', input: {} })
    expect(await once(near, 'message')).toEqual([{ id: 9, output: [] }])
  })

  it('tells nothing more through a port that closed, and goes on with what was begun', async () => {
    const engine = await sampleEngine()
    let listening = 0
    const counting: Engine = {
      ...engine,
      on: (event, listener) => {
        listening++
        const end = engine.on(event, listener)
        return () => {
          listening--
          end()
        }
      },
    }
    const { near, door } = connect((port) => serveEngine(counting, port))
    const { run } = await door.call('runs.start', sampleRun(99, { limit: 40 }))
    const waiting = door.call('runs.wait', { run })
    expect(listening).toBeGreaterThan(0)
    near.close()
    await expect(waiting).rejects.toThrow('The connection to the engine has ended.')
    await expect(door.call('runs.list', {})).rejects.toThrow('The connection to the engine has ended.')
    expect(await engine.call('runs.wait', { run })).toMatchObject({ status: 'done', images: { evaluated: 40 } })
    expect(listening).toBe(0)
  })
})

describe("a window's page", () => {
  it('may ask for what its contract holds, and for nothing else', async () => {
    const engine = newEngine()
    const door = windowDoor(engine)
    expect(await door.call('datasets.list', {})).toEqual([])
    const refused: [() => Promise<unknown>, string][] = [
      [() => door.call('datasets.index', { folder: sampleDataset }), 'datasets.index'],
      [() => door.call('models.add', { file: sampleRun(99).model as string }), 'models.add'],
      [() => door.call('reports.save', { run: 1, as: 'images', format: 'csv', file: '/tmp/x' }), 'reports.save'],
      [() => door.call('images.locate', { image: 1 }), 'images.locate'],
    ]
    for (const [ask, method] of refused)
      await expect(ask()).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining(method) as string,
      })
    expect(await engine.call('datasets.list', {})).toEqual([])
  })

  it('names a model by its id, never by a file', async () => {
    const engine = newEngine()
    const { dataset, models } = await engine.call('sample.add', {})
    const door = windowDoor(engine)
    const input: Input<'runs.start'> = { ...sampleRun(99, { limit: 10 }), dataset: dataset.name }
    await expect(door.call('runs.start', input)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/^model: /) as string,
    })
    const { run } = await door.call('runs.start', { ...input, model: models[1]?.model ?? 0 })
    expect(await engine.call('runs.wait', { run })).toMatchObject({ status: 'done', model: 'sample_net_99' })
  })
})

it('an engine that cannot be opened answers everything with the reason', async () => {
  const home = temporaryFolder()
  mkdirSync(path.join(home, 'acuity.db'))
  let failure: unknown
  try {
    openEngine({ home, resources: findResources() })
  } catch (error) {
    failure = error
  }
  const { door } = connect((port) => serveFailure(failure, port))
  for (const method of ['datasets.list', 'engine.diagnose'] as const)
    await expect(door.call(method, {})).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringContaining(path.join(home, 'acuity.db')) as string,
    })
})

describe('a door survives what no engine of its version sends', () => {
  /** A far side that answers every request with these messages. */
  const answering =
    (...answers: ((id: number) => unknown)[]) =>
    (port: Port) =>
      port.onMessage((request) => {
        for (const answer of answers) port.post(answer((request as { id: number }).id))
      })

  it.each<[string, (id: number) => unknown]>([
    ['an answer of another shape', (id) => ({ id, output: [{ run: 'one' }] })],
    ['no answer at all', (id) => ({ id })],
    ['an error that is none', (id) => ({ id, error: 'it broke' })],
  ])('%s fails its request, and no other', async (_what, answer) => {
    const { door } = connect(answering(answer))
    const fault = { code: 'internal', message: expect.stringMatching(/cannot be read/) as string }
    await expect(door.call('runs.list', {})).rejects.toMatchObject(fault)
    await expect(door.call('runs.list', {})).rejects.toMatchObject(fault)
  })

  it('what answers nobody is reported', async () => {
    const strange = [
      () => 'hello',
      () => ({ event: 'run.progress', payload: { run: 'x' } }),
      () => ({ event: 'lunch' }),
    ]
    const { door, faults } = connect(answering(...strange, (id) => ({ id, output: [] })))
    const heard: unknown[] = []
    door.on('run.progress', (progress) => heard.push(progress))
    expect(await door.call('runs.list', {})).toEqual([])
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/a message that cannot be read/),
      expect.stringMatching(/the event run\.progress that cannot be read/),
      expect.stringMatching(/a message that cannot be read/),
    ])
    expect(heard).toEqual([])
  })

  it('what cannot be sent is refused at once', async () => {
    const { door } = connect(answering((id) => ({ id, output: [] })))
    const unsendable = { run: () => 1 } as unknown as Input<'runs.get'>
    await expect(door.call('runs.get', unsendable)).rejects.toThrow(/could not be cloned/)
    expect(await door.call('runs.list', {})).toEqual([])
  })
})
