import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** Acuity's command line, from the repository's root. */
export const COMMAND_LINE = 'src/main/cli/index.ts'

/** What a child of the benchmark is started with. */
export interface Surroundings {
  /** What is started as `acuity`: the sources, unless a bundle of them is at hand. */
  program: string
  /** Where Acuity keeps its state. */
  home: string
  /** Beside this process's own: where libraries are, and what they are to do. */
  env: Record<string, string>
}

/** Runs `acuity`, its progress shown, and answers what it wrote. @throws Error where it fails */
export function acuity(args: readonly string[], { program, home, env }: Surroundings): Promise<string> {
  return runNode(program, ['--home', home, ...args], env)
}

/**
 * Runs a program of the repository in a process of its own: what NVIDIA's libraries read from the environment they read
 * once, when they are loaded.
 */
export function runNode(program: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [path.resolve(root, program), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}.`))
    })
  })
}
