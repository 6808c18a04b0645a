import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const program = path.join(import.meta.dirname, 'peer-process.ts')

/** What the peer's process is to do: classify files, `batch` at a time. */
export interface PeerJob {
  /** The peer's module. */
  entry: string
  modelFolder: string
  files: readonly string[]
  batch: number
}

/** The best output for each file, and how long all of them took: without starting, loading and a first batch. */
export interface PeerAnswer {
  seconds: number
  outputs: number[]
}

/** Runs transformers.js in a process of its own: its ONNX Runtime is not ours, and two cannot live in one. */
export async function runPeer(job: PeerJob, scratch: string): Promise<PeerAnswer> {
  const file = path.join(scratch, 'peer-job.json')
  await writeFile(file, JSON.stringify(job))
  const { stdout } = await promisify(execFile)(process.execPath, [program, file])
  return JSON.parse(stdout) as PeerAnswer
}
