import os from 'node:os'
import manifest from '../../../package.json' with { type: 'json' }
import type { Engine } from '../../shared/contract.ts'
import type { Diagnosis } from '../../shared/diagnosis.ts'
import { messageOf } from '../../shared/errors.ts'
import { oneLine, withoutControls } from '../../shared/text.ts'
import { lastLines, type Log } from '../log/index.ts'

/** An end of the engine's process that nobody had asked for. */
export interface EngineExit {
  /** ISO 8601. */
  at: string
  reason: string
  /** The last lines it wrote to stderr. */
  stderr: readonly string[]
}

/** What is known of the engine from outside. */
interface Host {
  /** @throws AcuityError while there is none */
  readonly engine: Pick<Engine, 'call'>
  readonly exits: readonly EngineExit[]
  readonly stderr: readonly string[]
}

/** The engine may hang, which is worth knowing too; probing the providers takes it a few seconds. */
const ANSWERS_WITHIN_MS = 10_000
const LOG_LINES = 200

/** Everything that helps to find out what went wrong, as a text to be sent to somebody. */
export async function diagnosticsText(host: Host, log: Log, answersWithinMs = ANSWERS_WITHIN_MS): Promise<string> {
  // Of Electron alone, and its types know no other Node.
  const versions: NodeJS.Dict<string> = process.versions
  const { node = '', electron = 'none', chrome = 'none' } = versions
  const machine = await ask(host, answersWithinMs)
  const inLog = lastLines(log.file, LOG_LINES)
  const lines = [
    `Acuity's diagnostics, ${new Date().toISOString()}. Paths, names of files and error messages stand in it; nothing of images.`,
    '',
    `Acuity ${manifest.version}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${os.platform()} ${os.release()} ${os.arch()}, ${gibibytes(os.freemem())} of ${gibibytes(os.totalmem())} GiB free`,
    `Home: ${log.home}`,
    ...section('The engine says', machine),
    ...section(
      'The engine stopped unexpectedly',
      host.exits.flatMap(({ at, reason, stderr }) => [`${at} ${reason}`, ...stderr.map((line) => `  ${line}`)]),
      'Not since the window was opened.',
    ),
    ...section('The engine that runs wrote to stderr', host.stderr),
    ...section(`The log ${log.file}${log.failure === null ? '' : ` cannot be written (${log.failure})`}`, inLog),
    '',
  ]
  return withoutControls(lines.join('\n'))
}

function section(title: string, lines: readonly string[], none = 'Nothing.'): string[] {
  return ['', `${title}:`, ...(lines.length > 0 ? lines : [none]).map((line) => `  ${line}`)]
}

async function ask(host: Host, withinMs: number): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([`It did not answer within ${withinMs / 1000} seconds.`]), withinMs)
  })
  try {
    return await Promise.race([host.engine.call('engine.diagnose', { database: false }).then(describe), late])
  } catch (error) {
    return [messageOf(error)]
  } finally {
    clearTimeout(timer)
  }
}

function describe({ environment, providers, decoders, database }: Diagnosis): string[] {
  const { acuity, node, onnxruntime, cpu, cores } = environment
  const tried = [
    ...providers.map(({ provider, ...tried }) => ({ name: provider, ...tried })),
    ...decoders.map(({ decoder, ...tried }) => ({ name: `${decoder} decoder`, ...tried })),
  ]
  return [
    `Acuity ${acuity}, Node ${node}, onnxruntime ${onnxruntime}, SQLite ${database.sqlite}`,
    `${cpu}, ${cores} cores`,
    `${database.file}, schema ${database.version ?? 'unknown'}${database.readOnly ? `; can only be read: ${database.readOnly}` : ''}`,
    ...tried.map(({ name, works, detail }) => `${name} ${works ? 'works' : 'does not work'}: ${oneLine(detail)}`),
  ]
}

const gibibytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1)
