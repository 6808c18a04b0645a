import { z } from 'zod'
import { contract, events, type EventName, type Method } from './contract.ts'
import { SerializedError } from './errors.ts'

const Id = z.int().nonnegative()

/**
 * What a door sends to an engine in another process: requests, whose inputs are checked against the contract when they
 * arrive, and which of its requests it wants no more.
 */
export const ToEngine = z.union([
  z.object({ id: Id, method: z.custom<Method>(isMethod), input: z.unknown() }),
  z.object({ cancel: Id }),
])
export type ToEngine = z.infer<typeof ToEngine>

/** What comes back: one answer to each request, and events at any time. */
export const FromEngine = z.union([
  z.object({ id: z.int(), output: z.unknown() }),
  z.object({ id: z.int(), error: SerializedError }),
  z.object({ event: z.custom<EventName>(isEvent), payload: z.unknown() }),
])
export type FromEngine = z.infer<typeof FromEngine>

/** Enough of an unreadable message to know which request it belongs to. */
export const Addressed = z.object({ id: z.int() })

/** A channel between two processes: a MessagePort, or a utility process's parentPort. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Where the other side may go away while this one stays. */
  onClose?(listener: () => void): void
}

function isMethod(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(contract, value)
}

function isEvent(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(events, value)
}
