import type { SerializedError } from '../../../shared/errors.ts'

/** What a worker process that holds too much is ended with, and by nobody else; Windows has no such signal. */
export const TOO_MUCH_MEMORY = 'SIGUSR2'

/** The tasks that a kind of worker knows: a type-level contract between both sides of one program. */
export type Tasks = Record<string, { input: unknown; output: unknown }>

/** A worker process holds no more than `mostBytes` while it is at a task. */
export type Question = { id: number; task: string; input: unknown; mostBytes?: number } | { close: true }

/** A worker process says what it holds in memory, too. */
export type Answer = { id: number; heldBytes?: number } & ({ output: unknown } | { error: SerializedError })
