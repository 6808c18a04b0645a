import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import type { Environment } from '../../src/shared/run.ts'

/** What the figures were measured on, in a few lines; nothing that would name the machine or its owner. */
export function describeMachine({ cpu, cores, memoryBytes, ...versions }: Environment): string[] {
  const { node, onnxruntime, decoder, sqlite } = versions
  return [
    `${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB of memory`,
    `${operatingSystem()}; Node ${node}, ONNX Runtime ${onnxruntime}, ${decoder}, SQLite ${sqlite}`,
  ]
}

/** The kernel's version without what a builder added to it, and the distribution where it says its name. */
function operatingSystem(): string {
  const [version] = /^[\d.]+/.exec(os.release()) ?? ['']
  const release = '/etc/os-release'
  const [, name] = existsSync(release) ? (/^PRETTY_NAME="(.*)"$/m.exec(readFileSync(release, 'utf8')) ?? []) : []
  return [name, `${os.type()} ${version}`, os.arch()].filter((part) => part !== undefined).join(', ')
}
