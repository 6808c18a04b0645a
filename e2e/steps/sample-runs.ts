import path from 'node:path'
import { acuity } from '../../src/testing/command.ts'
import { sampleFolder } from '../../src/testing/sample.ts'

/**
 * Evaluates the bundled sample with both of its networks, as the command line does: run 1 sees 227 pixels, run 2 sees 99.
 * @param sample where the sample lies
 */
export async function evaluateSample(home: string, sample = sampleFolder): Promise<void> {
  for (const crop of [227, 99]) {
    const network = path.join(sample, `models/sample_net_${crop}`)
    const run = [
      '--dataset',
      path.join(sample, 'val'),
      '--model',
      `${network}.onnx`,
      '--recipe',
      `${network}.recipe.json`,
    ]
    const { code, stderr } = await acuity(home, ['evaluate', ...run])
    if (code !== 0) throw new Error(stderr)
  }
}
