import type { FoundingBench } from '../../src/shared/bench.ts'
import { describeTrace, strays } from '../../src/shared/graph-trace.ts'
import type { Provider } from '../../src/shared/run.ts'
import { TOLERANCE, type Agreement } from './answers.ts'
import { modes, type Mode } from './speeds.ts'

type Profile = FoundingBench['traces'][number]

/** Whether everything ran where it was to: one profile of each mode, at least, has to say so. */
export function placement(provider: Provider, measured: readonly [Mode, Pick<FoundingBench, 'traces'>][]): string {
  const lines = measured.flatMap(([mode, { traces }]) => {
    const at = modes[mode].title
    if (traces.length === 0) return [`- ${at}: **not proven**, there is no profile.`]
    return traces
      .filter((trace) => !isClean(provider, trace))
      .map((trace) => `- ${trace.network} ${trace.crop}, ${at}: ${whatIsWrong(provider, trace)}`)
  })
  if (measured.length === 0) return '**Not proven**: nothing was measured.'
  if (lines.length > 0) return lines.join('\n')
  const profiles = measured.reduce((sum, [, { traces }]) => sum + traces.length, 0)
  return (
    `In all ${profiles} profiles every node ran on ${provider}, without a copy in the middle, and the ` +
    'images went in as uint8.'
  )
}

function isClean(provider: Provider, trace: Profile): boolean {
  const { elsewhere, copies } = strays(trace)
  const isThere = trace.provider === provider && trace.nodes.length > 0
  return isThere && elsewhere.length === 0 && copies.length === 0 && trace.input.type === 'uint8'
}

function whatIsWrong(provider: Provider, trace: Profile): string {
  if (trace.provider !== provider) return `**not proven**, the profile is of ${trace.provider}.`
  return trace.nodes.length === 0 ? '**not proven**, the profile has no nodes.' : describeTrace(trace)
}

/** Whether the provider answers what the CPU does. */
export function agreement(provider: Provider, answers: readonly Agreement[]): string {
  if (answers.length === 0) return '**Not proven**: no answers were compared.'
  return answers.map((each) => `- ${each.model}${describeAgreement(provider, each)}`).join('\n')
}

function describeAgreement(provider: Provider, { problem, images, sameTop5, largestDifference }: Agreement): string {
  if (problem !== null || images === 0) return `: **not proven**, ${problem ?? 'there are no images'}.`
  const right = sameTop5 === images && largestDifference <= TOLERANCE
  return (
    `, ${images} images on ${provider} and on the CPU: the same five classes in the same order for ` +
    `${sameTop5}, probabilities within ${largestDifference.toExponential(1)}: ${right ? 'as it should be' : '**not as it should be**'}.`
  )
}
