import { z } from 'zod'
import { contract, type Contract, type Method, type Output } from './contract.ts'
import type { MethodShape } from './contract/method.ts'

/** What a window's page may ask of the engine itself, with its question, which may be narrower than the contract's. */
type PageInputs = {
  [M in Method as Contract[M] extends { page: true | z.ZodType } ? M : never]: Contract[M] extends {
    page: infer Narrower extends z.ZodType
  }
    ? Narrower
    : Contract[M]['input']
}

export type WindowMethod = keyof PageInputs
export type WindowInput<M extends WindowMethod> = z.input<PageInputs[M]>
export type WindowOutput<M extends WindowMethod> = Output<M>

/**
 * The part of the contract that a window's page may use directly: what the contract's parts say that a page may ask.
 * Nothing in it names a file: folders and models are chosen in dialogs of the main process (see shell-contract.ts), and
 * images are named by their id.
 */
export const windowContract: Partial<Record<Method, { input: z.ZodType }>> = Object.fromEntries(
  Object.entries<MethodShape>(contract).flatMap(([method, { input, page }]) =>
    page === undefined || page === 'granted' ? [] : [[method, { input: page === true ? input : page }]],
  ),
)
