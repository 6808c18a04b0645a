import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from './electron/run-command.ts'

/**
 * Counts the processes that die while threads of the engine come and go in them; Node's own options follow `--`:
 *
 *     node tools/thread-soak.ts --slow --collect   as V8 would have it, which collects WebAssembly code: they die
 *     node tools/thread-soak.ts --slow             as the engine has it: none does
 *
 * `--slow` (Linux, with gcc) widens the gap that they fall into: see slow-memory.c.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    processes: { type: 'string', default: '5' },
    threads: { type: 'string', default: '60' },
    slow: { type: 'boolean', default: false },
    collect: { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
  },
})
const entry = new URL('../src/main/engine/eval/pass/evaluate-worker.ts', import.meta.url).href

/** Two threads at a time, each of which ends when it has loaded. No TypeScript: what it shares with theirs, it would hold on to. */
const churn = `
  const { Worker } = require('node:worker_threads')
  const [threads, entry] = process.argv.slice(1)
  let begun = 0
  const next = () => {
    if (begun++ >= Number(threads)) return
    const worker = new Worker(new URL(entry))
    worker.postMessage({ close: true })
    worker.on('exit', () => { process.stdout.write('.'); next() })
  }
  next()
  next()`

/** What the engine asks of V8 is not heard, in any thread. */
const deaf = `
  import v8 from 'node:v8'
  import { syncBuiltinESMExports } from 'node:module'
  v8.setFlagsFromString = () => undefined
  syncBuiltinESMExports()`
const asked = values.collect ? ['--import', `data:text/javascript,${encodeURIComponent(deaf)}`] : []

const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-soak-'))
try {
  const preload = values.slow ? { LD_PRELOAD: slowMemory(folder) } : {}
  // Types that are stripped already leave the threads without the WebAssembly that strips them.
  const env = { ...process.env, ...preload, NODE_COMPILE_CACHE: undefined }
  let [died, threads] = [0, 0]
  for (let number = 1; number <= Number(values.processes); number++) {
    const args = [...positionals, ...asked, '--no-warnings', '--eval', churn, values.threads, entry]
    const { stdout, stderr, signal, status } = spawnSync(values.node, args, { encoding: 'utf8', env })
    threads += stdout.length
    if (status !== 0) died++
    const check = /Check failed: .+/.exec(stderr)?.[0] ?? ''
    console.log(`process ${number}: ${stdout.length} threads, ${signal ?? `status ${status}`} ${check}`.trimEnd())
  }
  console.log(`${died} of ${values.processes} processes died, of ${threads} threads`)
} finally {
  rmSync(folder, { recursive: true })
}

function slowMemory(folder: string): string {
  const library = path.join(folder, 'slow-memory.so')
  runCommand('gcc', [
    '-O2',
    '-shared',
    '-fPIC',
    path.join(import.meta.dirname, 'thread-soak/slow-memory.c'),
    '-o',
    library,
    '-ldl',
  ])
  return library
}
