import type { SerializedError } from '../../../shared/errors.ts'

/** The tasks that a kind of worker knows: a type-level contract between both sides of one program. */
export type Tasks = Record<string, { input: unknown; output: unknown }>

export type Question = { id: number; task: string; input: unknown } | { close: true }

export type Answer = { id: number; output: unknown } | { id: number; error: SerializedError }
