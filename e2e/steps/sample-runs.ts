import path from 'node:path'
import { acuity } from '../../src/testing/command.ts'
import { sampleFolder } from '../../src/testing/sample.ts'

interface SampleRuns {
  /** Where the sample lies. */
  sample?: string
  /** The images, if they lie elsewhere. */
  dataset?: string
  /** Of the networks. */
  crops?: readonly number[]
}

/** Evaluates the bundled sample with both of its networks, as the command line does: run 1 sees 227 pixels, run 2 sees 99. */
export async function evaluateSample(
  home: string,
  { sample = sampleFolder, dataset = path.join(sample, 'val'), crops = [227, 99] }: SampleRuns = {},
): Promise<void> {
  for (const crop of crops) {
    const network = networkOf(sample, crop)
    const run = ['--dataset', dataset, '--model', `${network}.onnx`]
    await carryOut(home, ['evaluate', ...run, '--recipe', `${network}.recipe.json`])
  }
}

/** Sizes of the sample's sweep, the largest first. */
export const SWEEP_CROPS = [227, 160, 128, 99]

/**
 * Evaluates the bundled sample with both of its networks at several sizes, as `acuity sweep` does: run 1 is the first one's
 * at the largest, and the sweep comes after all of its runs.
 * @param sample where the sample lies
 */
export async function sweepSample(home: string, sample = sampleFolder): Promise<void> {
  await carryOut(home, ['sweep', ...sweepOf(path.join(sample, 'val'), sample), '--name', 'four sizes'])
}

/** What `acuity sweep` is told: both networks on a dataset. */
export function sweepOf(dataset: string, sample = sampleFolder): string[] {
  const models = [227, 99].flatMap((crop) => ['--model', `${networkOf(sample, crop)}.onnx`])
  const recipe = `${networkOf(sample, 227)}.recipe.json`
  return ['--dataset', dataset, ...models, '--recipe', recipe, '--crops', SWEEP_CROPS.join()]
}

const networkOf = (sample: string, crop: number) => path.join(sample, `models/sample_net_${crop}`)

async function carryOut(home: string, command: readonly string[]): Promise<void> {
  const { code, stderr } = await acuity(home, command)
  if (code !== 0) throw new Error(stderr)
}
