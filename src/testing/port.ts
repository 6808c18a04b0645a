import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import { connectEngine } from '../shared/connect-engine.ts'
import type { AcuityError } from '../shared/errors.ts'
import type { Port } from '../shared/protocol.ts'

function toPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
  }
}

/** Both ends of a real port: what lies between a window and the engine's process. */
export function channel() {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  return { near: port1, far: toPort(port2) }
}

/** A door that reaches an engine only over a port. */
export function connect(serve: (port: Port) => void) {
  const { near, far } = channel()
  serve(far)
  const faults: AcuityError[] = []
  return { near, faults, door: connectEngine(toPort(near), (fault) => faults.push(fault)) }
}
