import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { bundled } from './bundled.ts'

/** The program as it runs from its sources. */
export const source: string = path.join(import.meta.dirname, '../main/cli/index.ts')

/** It is started so often that bundles are: the same, and there in a quarter of the time. Tests in the window have the app's. */
const usual = process.env['VITEST'] ? bundled('cli') : path.join(import.meta.dirname, '../../out/main/cli.js')

export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

/** What is typed to start `acuity`. */
export const commandLine = (args: readonly string[], program = usual): string[] => [process.execPath, program, ...args]

/** Starts `acuity` as its users do: a program, with arguments, in its own process. */
export function startAcuity(home: string, args: readonly string[], program = usual): ChildProcess {
  const [node = '', ...rest] = commandLine(args, program)
  return spawn(node, rest, { env: { ...process.env, ACUITY_HOME: home } })
}

export function finished(child: ChildProcess): Promise<CommandResult> {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

export function acuity(home: string, args: readonly string[], program?: string): Promise<CommandResult> {
  return finished(startAcuity(home, args, program))
}
