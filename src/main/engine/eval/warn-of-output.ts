import type { NetworkMeasurement } from './probe-network.ts'

/** Warns where another output may be meant than the one that was taken, or where none of its scores says anything. */
export function warnOfOutput({ output, outputs, alike, scores }: NetworkMeasurement): string[] {
  const warnings: string[] = []
  if (alike.length > 0)
    warnings.push(
      `Several outputs may be the network's answer, with ${outputs} scores each: ${output} was taken, the first; ` +
        `${alike.join(' and ')} can be chosen instead (--output).`,
    )
  if (scores.isFlat)
    warnings.push(
      `The output ${output} gave images that are nothing alike the same score for every class: all answers may be the ` +
        'first class. A softmax over the wrong axis does this.',
    )
  return warnings
}
