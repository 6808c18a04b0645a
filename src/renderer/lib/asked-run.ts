import type { z } from 'zod'
import { runMethods } from '../../shared/contract/runs.ts'

/** What a run is asked for with, as an address hands it from one page to another. */
const AskedRun = runMethods['runs.start'].page
export type AskedRun = z.infer<typeof AskedRun>

/** Null for what makes no sense. */
export function parseAsked(text: string | null): AskedRun | null {
  if (text === null) return null
  try {
    return AskedRun.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
