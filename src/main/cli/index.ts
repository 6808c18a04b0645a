#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { serveSupervisor } from './supervise/supervised.ts'
import { supervise, worksInThreads } from './supervise/supervisor.ts'

// The program is loaded by the process that carries it out alone: whoever watches over that one is there at once.
if (serveSupervisor() || !worksInThreads(process.argv.slice(2))) await import('./program.ts')
else await supervise(fileURLToPath(import.meta.url))
