import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { ProvisionError } from './provision-error.ts'

/**
 * Opens a screen that exists in memory only (Xvfb), and has windows that are started from now on open on it. Each has a
 * focus and a clipboard of its own.
 * @returns closes it; it is also closed with this process
 * @throws ProvisionError when there is none to be had
 */
export async function openScreen(): Promise<() => void> {
  const options = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new ProvisionError(`Xvfb could not be started: ${why}`))
    server.on('error', ({ message }) => fail(message))
    server.on('exit', (code, signal) => fail(`it ended with ${signal ?? code ?? 'nothing'}`))
    const told = server.stdio[3] as Readable
    told.once('data', (line: Buffer) => resolve(line.toString().trim()))
  })
  const close = () => void server.kill()
  process.once('exit', close)
  process.env['DISPLAY'] = `:${number}`
  return () => {
    process.off('exit', close)
    delete process.env['DISPLAY']
    close()
  }
}
