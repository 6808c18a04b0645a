import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'

const tools = path.join('node_modules', '.bin')
const shell = process.platform === 'win32'

/** Runs a tool of node_modules, its output shown; true when it succeeds. */
export function runTool(tool: string, args: readonly string[]): Promise<boolean> {
  return run(path.join(tools, tool), args)
}

/** Runs a command, its output shown; true when it succeeds. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<boolean> {
  console.log(`\n> ${path.basename(command)} ${args.join(' ')}`)
  const child = spawn(command, args, { stdio: 'inherit', shell, env: { ...process.env, ...env } })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.on('close', (code) => resolve(code === 0))
  })
}

/**
 * Runs a tool of node_modules beside others, which it gives way to.
 * @param tell is told what it has said, as a whole, with its seconds, when it ends
 */
export function runAside(tool: string, args: readonly string[], tell: (said: string) => void): Promise<boolean> {
  const begun = performance.now()
  const child = spawn(path.join(tools, tool), args, { stdio: ['ignore', 'pipe', 'pipe'], shell })
  let said = ''
  if (child.pid !== undefined) giveWay(child.pid)
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  return new Promise((resolve) => {
    const end = (succeeded: boolean) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(0)
      tell(`\n> ${tool} ${args.join(' ')} (${seconds} s)\n${said.trimEnd()}`)
      resolve(succeeded)
    }
    child.on('error', (error) => {
      said += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

/** Has a process that was just started work where no other wants the processor, and a little beside those that do. */
function giveWay(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or may not be told so here: it will be as quick as the others.
  }
}
