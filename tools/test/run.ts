import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** Runs a tool of node_modules, its output shown; true when it succeeds. */
export function runTool(tool: string, args: string[]): boolean {
  return run(path.join('node_modules', '.bin', tool), args)
}

/** Runs a command, its output shown; true when it succeeds. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): boolean {
  console.log(`\n> ${path.basename(command)} ${args.join(' ')}`)
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  })
  if (error) console.error(error.message)
  return status === 0
}
