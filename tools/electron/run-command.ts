import { spawnSync } from 'node:child_process'
import { ProvisionError } from './provision-error.ts'

const MAX_OUTPUT = 64 * 1024 * 1024
const LINES_SHOWN = 12

/**
 * Runs a command to its end, quietly, and returns what it printed.
 * @throws ProvisionError with the last lines it printed, when it cannot be started or fails
 */
export function runCommand(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
  })
  if (status === 0) return stdout
  const how = error?.message ?? `${signal ?? `exit status ${status}`}\n${lastLines(stderr || stdout)}`
  throw new ProvisionError(`${[command, ...args.slice(0, 2)].join(' ')} failed: ${how}`)
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-LINES_SHOWN).join('\n')
}
