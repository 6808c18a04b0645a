import type { z } from 'zod'

/** A request: its question, its answer, what it does to the home, and whether a window may ask it. */
export interface MethodShape {
  input: z.ZodType
  output: z.ZodType
  /** Whether it changes the home: one that can only be read refuses it. */
  writes?: true
  /**
   * Whether a window's page may ask it: as it is, with a narrower question, or by way of the main process alone, which
   * knows what the page's grants stand for (shell-contract.ts). What a page asks itself names no file.
   */
  page?: true | z.ZodType | 'granted'
}

/** What one wing of the engine may be asked. */
export type Methods = Record<string, MethodShape>
/** What one wing of the engine tells without being asked. */
export type Events = Record<string, z.ZodType>
