#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { unsupportedNode } from './node-version.ts'
import { serveSupervisor } from './supervise/supervised.ts'
import { supervise, worksInThreads } from './supervise/supervisor.ts'

const unsupported = unsupportedNode(process.versions.node)
if (unsupported !== null) {
  process.stderr.write(`acuity: ${unsupported}\n`)
  process.exitCode = 1
}
// The program is loaded by the process that carries it out alone: whoever watches over that one is there at once.
else if (serveSupervisor() || !worksInThreads(process.argv.slice(2))) await import('./program.ts')
else await supervise(fileURLToPath(import.meta.url))
