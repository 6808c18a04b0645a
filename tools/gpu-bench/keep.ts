import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { differences, Fingerprint } from './fingerprint.ts'

/** A step that is done. */
const Kept = z.object({ fingerprint: Fingerprint, date: z.iso.date(), found: z.unknown() })

export interface Step<Schema extends z.ZodType> {
  file: string
  /** What people know it by. */
  name: string
  schema: Schema
  fingerprint: Fingerprint
  measure: () => Promise<z.infer<Schema>>
}

/**
 * What a step has found: what is kept, where the same code found it on the same machine; else it is measured, and kept.
 * @returns with the day on which it was measured
 */
export async function keep<Schema extends z.ZodType>({
  file,
  name,
  schema,
  fingerprint,
  measure,
}: Step<Schema>): Promise<{ found: z.infer<Schema>; date: string }> {
  const kept = existsSync(file) ? readKept(file, fingerprint) : 'it has not been measured'
  if (typeof kept !== 'string') {
    console.error(`${name}: kept from ${file}, measured on ${kept.date}`)
    return { found: schema.parse(kept.found), date: kept.date }
  }
  console.error(existsSync(file) ? `${name}: measured anew, since ${kept} …` : `${name} …`)
  const found = await measure()
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(file, JSON.stringify({ fingerprint, date, found } satisfies z.infer<typeof Kept>, null, 2))
  return { found, date }
}

/** @returns why it is of no use, else */
function readKept(file: string, fingerprint: Fingerprint): z.infer<typeof Kept> | string {
  const kept = Kept.safeParse(parsed(readFileSync(file, 'utf8')))
  if (!kept.success) return `${file} does not say what it was measured with`
  const different = differences(kept.data.fingerprint, fingerprint)
  return different.length === 0 ? kept.data : `${file} is of another ${different.join(', ')}`
}

/** Undefined where a crash has left half a file. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
