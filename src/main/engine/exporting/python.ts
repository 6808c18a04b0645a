import { spawn } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { AcuityError, messageOf } from '../../../shared/errors.ts'

/** What the script says last, on a line of its own. */
const LAST_BYTES = 64 << 10
/** For whoever has to find out why a library failed. */
const LAST_WORDS = 400

/** The Python of the active environment: of a virtual one, of conda's, else the one that is found first. */
export function findPython(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const isWindows = platform === 'win32'
  const paths = isWindows ? path.win32 : path.posix
  if (env['VIRTUAL_ENV'])
    return paths.join(env['VIRTUAL_ENV'], ...(isWindows ? ['Scripts', 'python.exe'] : ['bin', 'python']))
  if (env['CONDA_PREFIX']) return paths.join(env['CONDA_PREFIX'], ...(isWindows ? ['python.exe'] : ['bin', 'python']))
  return isWindows ? 'python' : 'python3'
}

const Failure = z.object({ error: z.string(), missing: z.string().nullable() })

/**
 * Runs a script that ships, and reads what it says on the last line of its stdout.
 * @param python a file, or a name on the PATH
 * @param job what the script is told, as JSON
 * @param of what is made by it, for messages
 * @throws AcuityError `not-found` where there is no such Python, or it lacks a package; `model-invalid` where the script fails
 */
export async function runPython<Result extends z.ZodType>(
  python: string,
  script: string,
  { job, of, result }: { job: unknown; of: string; result: Result },
  signal: AbortSignal,
): Promise<z.infer<Result>> {
  const { stdout, stderr, ended } = await run(python, ['-B', script, JSON.stringify(job)], signal)
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  const said = z.union([Failure, result]).safeParse(parsed(last))
  if (!said.success) {
    const words = stderr.trim().slice(-LAST_WORDS)
    throw new AcuityError('model-invalid', `${python} ended while it exported ${of} (${ended})${words && `: ${words}`}`)
  }
  const failure = Failure.safeParse(said.data)
  if (!failure.success) return result.parse(said.data)
  const { error, missing } = failure.data
  if (missing === null) throw new AcuityError('model-invalid', `${of} was not exported. ${error}`)
  throw new AcuityError(
    'not-found',
    `${python} has no package ${missing}, which is needed for ${of}: "${python} -m pip install ${packagesFor(of, missing)}" brings it.`,
  )
}

/** What pip calls a package, with those that it is exported by. */
function packagesFor(of: string, missing: string): string {
  const library = of.startsWith('hf:') ? 'transformers' : of.slice(0, of.indexOf(':'))
  const called = missing === 'PIL' ? 'pillow' : missing
  return [...new Set(['torch', library, 'onnx', called])].join(' ')
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function run(python: string, args: readonly string[], signal: AbortSignal) {
  return new Promise<{ stdout: string; stderr: string; ended: string }>((resolve, reject) => {
    // Where it is a path, it is one from here, and not from the folder below.
    const program = /[/\\]/.test(python) ? path.resolve(python) : python
    // A library may import what lies in the folder that it is started in.
    const child = spawn(program, args, { signal, stdio: ['ignore', 'pipe', 'pipe'], cwd: path.dirname(args[1] ?? '.') })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-LAST_BYTES)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-LAST_BYTES)))
    child.once('error', (cause: NodeJS.ErrnoException) => {
      if (signal.aborted) return
      const why = cause.code === 'ENOENT' ? 'there is none' : messageOf(cause)
      reject(
        new AcuityError('not-found', `${python} cannot be started (${why}): a Python that has torch exports models.`, {
          cause,
        }),
      )
    })
    child.once('close', (code, killedBy) => {
      if (signal.aborted) reject(signal.reason as Error)
      else resolve({ stdout, stderr, ended: killedBy ?? `exit ${code ?? ''}` })
    })
  })
}
