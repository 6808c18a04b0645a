import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { patient } from '../../../testing/patience.ts'
import { WorkerProcesses } from './index.ts'

type TryTasks = {
  whoAmI: { input: null; output: number }
  echo: { input: Float32Array; output: Float32Array }
  fail: { input: null; output: null }
  block: { input: null; output: null }
  hoard: { input: null; output: null }
  die: { input: null; output: null }
}

function processes(): WorkerProcesses<TryTasks> {
  const serve = pathToFileURL(path.join(import.meta.dirname, 'serve-tasks.ts')).href
  const folder = temporaryFolder()
  writeFiles(folder, {
    'worker.mjs': `
      import { serveTasks } from ${JSON.stringify(serve)}
      serveTasks({
        whoAmI: () => process.pid,
        echo: (numbers) => numbers,
        fail: () => { throw new Error('as asked') },
        block: () => { for (;;); },
        hoard: () => { for (const held = [];;) held.push(new Uint8Array(2 ** 24).fill(1)) },
        die: () => process.kill(process.pid, 'SIGSEGV') && new Promise(() => {}),
      })`,
  })
  return new WorkerProcesses<TryTasks>(() => pathToFileURL(path.join(folder, 'worker.mjs')))
}

const limits = { mostBytes: 2 ** 30 }
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('answers task after task in one process, also after one that failed', async () => {
  const workers = processes()
  const first = await workers.run('whoAmI', null, limits)
  expect(first).not.toBe(process.pid)
  expect(await workers.run('echo', Float32Array.of(1, 2.5), limits)).toEqual(Float32Array.of(1, 2.5))
  await expect(workers.run('fail', null, limits)).rejects.toThrow('as asked')
  expect(await workers.run('whoAmI', null, limits)).toBe(first)
})

it('has as many processes as there are tasks at once', async () => {
  const workers = processes()
  const pids = await Promise.all([1, 2].map(() => workers.run('whoAmI', null, limits)))
  expect(new Set(pids).size).toBe(2)
})

it(
  'ends the process of a task that takes too long, too much memory, or is not wanted any more, and no other',
  async () => {
    const workers = processes()
    const first = await workers.run('whoAmI', null, limits)
    await expect(workers.run('block', null, { ...limits, mostMs: 300 })).rejects.toMatchObject({ why: 'time' })
    await expect.poll(() => isAlive(first)).toBe(false)

    await expect(workers.run('hoard', null, { mostBytes: 400e6 })).rejects.toMatchObject({ why: 'memory' })

    const stop = new AbortController()
    const [blocked, other] = [
      workers.run('block', null, { ...limits, signal: stop.signal }),
      workers.run('whoAmI', null, limits),
    ]
    stop.abort(new Error('enough'))
    await expect(blocked).rejects.toThrow('enough')
    expect(await other).toBeGreaterThan(0)
    await expect(workers.run('whoAmI', null, { ...limits, signal: stop.signal })).rejects.toThrow('enough')
  },
  patient(30_000),
)

it.skipIf(process.platform === 'win32')('tells how a process died, and goes on with another', async () => {
  const workers = processes()
  await expect(workers.run('die', null, limits)).rejects.toThrow(/^SIGSEGV: native code/)
  expect(await workers.run('whoAmI', null, limits)).toBeGreaterThan(0)
})
