import type { Advice } from '../../../shared/advice.ts'
import { describeFreed } from '../../../shared/run-basis.ts'
import type { NetworkMeasurement } from './probe-network.ts'

/** Says that a network is computed in another type than its file has it in. */
export const warnOfSingle = ({ inSingle }: Pick<NetworkMeasurement, 'inSingle'>): string[] =>
  inSingle === null
    ? []
    : [
        `The network is in ${inSingle}, in which ONNX Runtime has no convolutions: it is computed in float32, from its numbers ` +
          'rounded to that, and its scores may differ by as much.',
      ]

/** Says that a network runs at another size than its file states. */
export function warnOfFreed({ freed }: Pick<NetworkMeasurement, 'freed'>, crop: number): string[] {
  if (!freed) return []
  const { exportedAt, changes } = freed
  const besides = changes.length === 0 ? 'and all else is as in its file' : `with ${changes.join('; ')}`
  return [`The model was ${describeFreed(exportedAt, crop)}: the size of its input is freed, ${besides}.`]
}

/** Warns where another output may be meant than the one that was taken, or where its scores say nothing. */
export function warnOfOutput({ output, outputs, alike, scores, inSingle }: NetworkMeasurement): Advice[] {
  const warnings: Advice[] = []
  if (alike.length > 0)
    warnings.push({
      message:
        `Several outputs may be the network's answer, with ${outputs} scores each: ${output} was taken, the first; ` +
        `${alike.join(' and ')} can be chosen instead.`,
      remedies: [{ do: 'change', option: 'output', to: 'another' }],
    })
  warnings.push(...warnOfSingle({ inSingle }))
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
