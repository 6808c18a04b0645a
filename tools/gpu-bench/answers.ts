import path from 'node:path'
import { z } from 'zod'
import type { Provider } from '../../src/shared/run.ts'
import { acuity } from './child.ts'
import type { Context } from './context.ts'

const sample = path.join(import.meta.dirname, '../../resources/sample')

/** Two providers' answers to the same images. */
export const Agreement = z.object({
  model: z.string(),
  /** Why the comparison proves nothing; null where it does. */
  problem: z.string().nullable(),
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

/** What one provider answered. */
export interface Answers {
  asked: Provider
  /** The one that it ran on. */
  provider: string
  /** Images, as the run counts them. */
  evaluated: number
  /** Of each image. */
  rows: Map<string, Record<string, string>>
}

async function answersOf(model: string, asked: Provider, context: Context): Promise<Answers> {
  const file = path.join(sample, 'models', model)
  const started = await acuity(
    [
      ...['--json', 'evaluate', '--dataset', path.join(sample, 'val'), '--model', `${file}.onnx`],
      ...['--recipe', `${file}.recipe.json`, '--provider', asked, ...(context.quick ? ['--limit', '24'] : [])],
    ],
    context,
  )
  const { run, provider, images } = Evaluated.parse(JSON.parse(started))
  const rows = rowsOf(await acuity(['report', String(run), '--as', 'images', '--format', 'csv'], context))
  return { asked, provider, evaluated: images.evaluated, rows }
}

/** The bundled files' names have neither commas nor quotes. */
function rowsOf(csv: string): Answers['rows'] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const names = header.split(',')
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
  return new Map(rows.map((row) => [row['file'] ?? '', row]))
}

export function compare(model: string, expected: Answers, actual: Answers): Agreement {
  let [sameTop5, largestDifference] = [0, 0]
  for (const [file, row] of expected.rows) {
    const other = actual.rows.get(file) ?? {}
    const isSame = (rank: number) => Boolean(row[`top${rank}`]) && row[`top${rank}`] === other[`top${rank}`]
    const ranks = [1, 2, 3, 4, 5]
    if (ranks.every(isSame)) sameTop5++
    for (const rank of ranks.filter(isSame))
      largestDifference = Math.max(largestDifference, Math.abs(Number(row[`p${rank}`]) - Number(other[`p${rank}`])))
  }
  const problem = whyUnproven(expected) ?? whyUnproven(actual)
  return { model, problem, images: expected.rows.size, sameTop5, largestDifference }
}

function whyUnproven({ asked, provider, evaluated, rows }: Answers): string | null {
  if (provider !== asked) return `what was to run on ${asked} ran on ${provider}`
  if (evaluated === 0) return `no image was evaluated on ${asked}`
  return rows.size === evaluated ? null : `${evaluated} images were evaluated on ${asked}, and ${rows.size} are told of`
}
