import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'

const tools = path.join('node_modules', '.bin')
const shell = process.platform === 'win32'

/** Runs a tool of node_modules, its output shown; true when it succeeds. */
export function runTool(tool: string, args: readonly string[]): boolean {
  return run(path.join(tools, tool), args)
}

/** Runs a command, its output shown; true when it succeeds. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  console.log(`\n> ${path.basename(command)} ${args.join(' ')}`)
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell, env: { ...process.env, ...env } })
  if (error) console.error(error.message)
  return status === 0
}

/** Runs a tool of node_modules beside others: what it says is shown as a whole, with its seconds, when it ends. */
export function runAside(tool: string, args: readonly string[]): Promise<boolean> {
  const begun = performance.now()
  const child = spawn(path.join(tools, tool), args, { stdio: ['ignore', 'pipe', 'pipe'], shell })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
  return new Promise((resolve) => {
    const end = (succeeded: boolean) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(0)
      console.log(`\n> ${tool} ${args.join(' ')} (${seconds} s)\n${said.trimEnd()}`)
      resolve(succeeded)
    }
    child.on('error', (error) => {
      said += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}
