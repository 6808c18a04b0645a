import { acuity } from '../../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../src/testing/sample.ts'

/** Evaluates the bundled sample with one of its networks, as the command line does: 227 pixels see more than 99. */
export async function evaluateSample(home: string, crop: 227 | 99): Promise<void> {
  const run = ['--dataset', sampleDataset, '--model', sampleModel(crop), '--recipe', sampleRecipe(crop)]
  const { code, stderr } = await acuity(home, ['evaluate', ...run])
  if (code !== 0) throw new Error(stderr)
}

/** Both networks: run 1 is of 227 pixels, run 2 of 99. */
export async function evaluateBoth(home: string): Promise<void> {
  for (const crop of [227, 99] as const) await evaluateSample(home, crop)
}
