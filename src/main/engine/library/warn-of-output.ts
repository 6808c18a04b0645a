import type { Advice } from '../../../shared/advice.ts'
import type { NetworkMeasurement } from './probe-network.ts'

/** Warns where another output may be meant than the one that was taken, or where its scores say nothing. */
export function warnOfOutput({ output, outputs, alike, scores }: NetworkMeasurement): Advice[] {
  const warnings: Advice[] = []
  if (alike.length > 0)
    warnings.push({
      message:
        `Several outputs may be the network's answer, with ${outputs} scores each: ${output} was taken, the first; ` +
        `${alike.join(' and ')} can be chosen instead.`,
      remedies: [{ do: 'change', option: 'output', to: 'another' }],
    })
  if (scores.isFlat)
    warnings.push(
      `The output ${output} gave images that are nothing alike the same score for every class: all answers may be the ` +
        'first class. A softmax over the wrong axis does this.',
    )
  if (scores.overflows)
    warnings.push(
      `The output ${output} gave no image scores that are all numbers: some are NaN or infinite. What overflows in float16 ` +
        'does this: export the network in float32, or look at its recipe.',
    )
  return warnings
}
