import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { RunSummary } from '../../../shared/run.ts'
import { SweepSummary } from '../../../shared/sweep.ts'
import { acuity, finished, startAcuity } from '../../../testing/command.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { worksInThreads } from './supervisor.ts'

it.each<[string, boolean]>([
  ['evaluate --resume 1', true],
  ['--json --home index demo', true],
  ['--home evaluate runs', false],
  ['report 1 --as evaluate', false],
  ['--json sweep --resume 1', true],
  ['', false],
])('"acuity %s" has a supervisor: %j', (args, expected) => {
  expect(worksInThreads(args.split(' '))).toBe(expected)
})

const evaluation = [
  ...['evaluate', '--dataset', 'sample', '--as-indexed', '--model', sampleModel(227), '--recipe', 'caffe'],
  ...['--batch', '1', '--threads', '1', '--json'],
]

async function indexedHome(): Promise<string> {
  const home = temporaryFolder()
  await indexSample(home)
  return home
}

/** The process that evaluates run 1, once it has committed so many predictions; another than the one that died before. */
async function atWork(home: string, committed: number, before?: number): Promise<number> {
  const file = path.join(home, 'acuity.db')
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (!existsSync(file)) continue
    const db = new Sqlite(file, { readonly: true })
    try {
      const enough = Number(db.prepare('SELECT COUNT(*) FROM predictions').pluck().get()) >= committed
      const pid = db.prepare<[], number>(`SELECT pid FROM locks WHERE name = 'run:1'`).pluck().get()
      if (enough && pid !== undefined && pid !== before && isAlive(pid)) return pid
    } catch {
      // The tables are not there yet.
    } finally {
      db.close()
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** An evaluation of the sample's 240 images, which dies of a signal whenever it has committed so many. */
async function evaluateDying(
  home: string,
  deaths: [NodeJS.Signals, number][],
  command = startAcuity(home, evaluation),
) {
  const result = finished(command)
  let pid: number | undefined
  for (const [signal, committed] of deaths) {
    pid = await atWork(home, committed, pid)
    process.kill(pid, signal)
  }
  return result
}

describe.skipIf(process.platform === 'win32')('an evaluation in a process of its own', () => {
  it('goes on by itself when that dies, once, says so, and has evaluated every image once', async () => {
    const home = await indexedHome()
    const { code, stdout, stderr } = await evaluateDying(home, [['SIGTRAP', 20]])
    expect(code).toBe(0)
    expect(stderr).toContain(`The engine's process died (SIGTRAP); going on with run 1.\n`)
    const log = readFileSync(path.join(home, 'logs', 'acuity.log'), 'utf8')
    expect(log).toMatch(/ command\[\d+\] error its process died, SIGTRAP: a check of the runtime failed/)
    const dead = RunSummary.parse(JSON.parse(stdout))
    expect(dead).toMatchObject({ run: 1, status: 'done', images: { indexed: 240, evaluated: 240, skipped: 0 } })
    const whole = await acuity(home, ['evaluate', '--again', '1', '--json'])
    const { top1Correct, top5Correct } = RunSummary.parse(JSON.parse(whole.stdout))
    expect(dead).toMatchObject({ top1Correct, top5Correct })
  })

  it('goes on with all of a sweep', async () => {
    const home = await indexedHome()
    const sweep = ['sweep', ...evaluation.slice(1), '--rows', '256/227,240/227', '--limit', '80']
    const { code, stdout, stderr } = await evaluateDying(home, [['SIGTRAP', 10]], startAcuity(home, sweep))
    expect(code).toBe(0)
    expect(stderr).toContain(`The engine's process died (SIGTRAP); going on with sweep 3.\n`)
    const done = { status: 'done', images: { evaluated: 80 } }
    expect(SweepSummary.parse(JSON.parse(stdout)).runs).toMatchObject([done, done])
  })

  it('fails where that dies again, and says how to resume it', async () => {
    const home = await indexedHome()
    const { code, stdout, stderr } = await evaluateDying(home, [
      ['SIGSEGV', 10],
      ['SIGABRT', 20],
    ])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^acuity: The engine's process died again \(SIGABRT\): go on with "acuity evaluate --resume 1"\.$/m,
    )
    const resumed = await acuity(home, ['evaluate', '--resume', '1', '--json'])
    expect(RunSummary.parse(JSON.parse(resumed.stdout))).toMatchObject({ status: 'done', images: { evaluated: 240 } })
  })

  it('is not begun again where that was killed, as for want of memory', async () => {
    const { code, stdout, stderr } = await evaluateDying(await indexedHome(), [['SIGKILL', 5]])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(
      'killed (SIGKILL), most likely for want of memory: go on with "acuity evaluate --resume 1".',
    )
  })

  it('takes an interrupt that both processes get, as from a terminal, for one', async () => {
    const home = await indexedHome()
    const command = startAcuity(home, evaluation)
    const result = finished(command)
    process.kill(await atWork(home, 5), 'SIGINT')
    command.kill('SIGINT')
    const { code, stderr } = await result
    expect(code).toBe(130)
    expect(stderr).toMatch(/go on with "acuity evaluate --resume 1"/)
  })

  it('ends with the command that was started, whatever that one dies of', async () => {
    const home = await indexedHome()
    const command = startAcuity(home, evaluation)
    const result = finished(command)
    expect(await atWork(home, 5)).not.toBe(command.pid)
    command.kill('SIGKILL')
    // Its streams are its worker's too: they end when both have.
    await result
    const [run] = z.array(RunSummary).parse(JSON.parse((await acuity(home, ['runs', '--json'])).stdout))
    expect(run?.status).toBe('interrupted')
    expect(run?.images.evaluated).toBeLessThan(200)
  })
})
