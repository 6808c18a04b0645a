import { parentPort, workerData } from 'node:worker_threads'
import { ImageMemory, type SharedMemory } from '../image-memory.ts'

/** Reserves memory for one image, says so, and holds it until it is told to give it back. */
const { shared, bytes } = workerData as { shared: SharedMemory; bytes: number }
const memory = new ImageMemory(shared)
memory.reserve(bytes)
parentPort?.postMessage('reserved')
parentPort?.once('message', () => memory.release())
