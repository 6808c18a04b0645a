import { mkdirSync, writeFileSync } from 'node:fs'
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

const Swept = z.object({
  runs: z.array(
    z.object({
      run: z.int(),
      model: z.string(),
      recipe: z.object({ resize: z.int(), crop: z.int() }),
      provider: z.string(),
      images: z.object({ evaluated: z.int() }),
    }),
  ),
})

/** The bundled networks, each at two sizes that it can be run at. */
const networks = [
  { name: 'sample_net_227', rows: [256, 232].map((resize) => ({ resize, crop: 227 })) },
  { name: 'sample_net_99', rows: [128, 104].map((resize) => ({ resize, crop: 99 })) },
]

/**
 * Evaluates the bundled images with the bundled networks, in one pass on the provider and in one on the CPU, and compares
 * all answers.
 */
export async function compareAnswers(context: Context): Promise<Agreement[]> {
  const expected = await answersOf('cpu', context)
  const actual = await answersOf(context.provider, context)
  return [...expected].map(([name, answers]) =>
    compare(name, answers, actual.get(name) ?? { ...answers, evaluated: 0 }),
  )
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

/** By the name of the network and its size. */
async function answersOf(asked: Provider, context: Context): Promise<Map<string, Answers>> {
  const grid = path.join(context.home, 'grid.json')
  const models = networks.map(({ name, rows }) => ({ file: path.join(sample, 'models', `${name}.onnx`), sizes: rows }))
  mkdirSync(context.home, { recursive: true })
  writeFileSync(grid, JSON.stringify({ models }))
  const swept = await acuity(
    [
      ...['--json', 'sweep', '--dataset', path.join(sample, 'val'), '--grid', grid, '--provider', asked],
      ...(context.quick ? ['--limit', '24'] : []),
    ],
    context,
  )
  const all = new Map<string, Answers>()
  for (const { run, model, recipe, provider, images } of Swept.parse(JSON.parse(swept)).runs) {
    const rows = rowsOf(await acuity(['report', String(run), '--as', 'images', '--format', 'csv'], context))
    all.set(`${model} ${recipe.resize}/${recipe.crop}`, { asked, provider, evaluated: images.evaluated, rows })
  }
  return all
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
