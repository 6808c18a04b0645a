import path from 'node:path'
import { z } from 'zod'
import type { Provider } from '../../src/shared/run.ts'
import { acuity } from './child.ts'
import type { Context } from './context.ts'

const sample = path.join(import.meta.dirname, '../../resources/sample')

/** Two providers' answers to the same images. */
export const Agreement = z.object({
  model: z.string(),
  images: z.int(),
  /** Images whose five best classes are the same, in the same order. */
  sameTop5: z.int(),
  /** The largest difference of a probability of the same class at the same rank, of the five best. */
  largestDifference: z.number(),
})
export type Agreement = z.infer<typeof Agreement>

/** How far two providers' probabilities may differ, TF32 off. */
export const TOLERANCE = 1e-4

const Evaluated = z.object({ run: z.int(), provider: z.string(), images: z.object({ evaluated: z.int() }) })

/** Evaluates the bundled images with the bundled networks on the provider and on the CPU, and compares all answers. */
export async function compareAnswers(context: Context): Promise<Agreement[]> {
  const agreements: Agreement[] = []
  for (const model of ['sample_net_227', 'sample_net_99'])
    agreements.push(
      compare(model, await answersOf(model, 'cpu', context), await answersOf(model, context.provider, context)),
    )
  return agreements
}

type Rows = Map<string, Record<string, string>>

async function answersOf(model: string, provider: Provider, context: Context): Promise<Rows> {
  const file = path.join(sample, 'models', model)
  const started = await acuity(
    [
      ...['--json', 'evaluate', '--dataset', path.join(sample, 'val'), '--model', `${file}.onnx`],
      ...['--recipe', `${file}.recipe.json`, '--provider', provider, ...(context.quick ? ['--limit', '24'] : [])],
    ],
    context,
  )
  const { run } = Evaluated.parse(JSON.parse(started))
  return rowsOf(await acuity(['report', String(run), '--as', 'images', '--format', 'csv'], context))
}

/** The bundled files' names have neither commas nor quotes. */
function rowsOf(csv: string): Rows {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const names = header.split(',')
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
  return new Map(rows.map((row) => [row['file'] ?? '', row]))
}

export function compare(model: string, expected: Rows, actual: Rows): Agreement {
  let [sameTop5, largestDifference] = [0, 0]
  for (const [file, row] of expected) {
    const other = actual.get(file) ?? {}
    const ranks = [1, 2, 3, 4, 5]
    if (ranks.every((rank) => row[`top${rank}`] === other[`top${rank}`])) sameTop5++
    for (const rank of ranks)
      if (row[`top${rank}`] === other[`top${rank}`])
        largestDifference = Math.max(largestDifference, Math.abs(Number(row[`p${rank}`]) - Number(other[`p${rank}`])))
  }
  return { model, images: expected.size, sameTop5, largestDifference }
}
