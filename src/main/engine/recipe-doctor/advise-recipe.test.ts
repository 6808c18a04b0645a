import { describe, expect, it } from 'vitest'
import { messageOfAdvice } from '../../../shared/advice.ts'
import { bestPair, isAlike, joined, judgeRecipes, pairsOf, type PairedCounts } from '../../../shared/judge-recipes.ts'
import { seededRandom } from '../../../shared/match-outputs.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeFactor, RecipeTrial, TriedRecipe } from '../../../shared/recipe-diagnosis.ts'
import { adviseRecipe } from './advise-recipe.ts'

const IMAGES = 250
const given = resolveRecipe('torchvision')

/** As many of each factor as are tried on a network with 224 pixels. */
const FACTORS: readonly RecipeFactor[] = [
  ...(['scale', 'scale', 'normalisation', 'normalisation', 'normalisation', 'normalisation', 'normalisation'] as const),
  ...(['channels', 'fit', 'fit', 'crop-ratio', 'crop-ratio', 'crop-ratio'] as const),
  ...(['resampler', 'resampler', 'resampler'] as const),
]
const variants: TriedRecipe[] = FACTORS.map((factor, i) => ({
  ...{ factors: [factor], name: `${factor} ${i}`, changes: {}, recipe: given },
}))

/** What a recipe does to each image's answer: 1 where it alone is right, -1 where the given one alone is, else 0. */
type Effects = Int8Array

const countsOf = (effects: Effects): PairedCounts => {
  const [onlyThis, onlyGiven] = [1, -1].map((sign) => effects.filter((each) => each === sign).length)
  const [one = 0, other = 0] = [onlyGiven, onlyThis]
  return { both: 0, onlyGiven: one, onlyThis: other, neither: IMAGES - one - other }
}

/**
 * A diagnosis of answers that are drawn: each variant has a tenth of the images answered otherwise, by chance to either side, and the
 * planted one is right for so many more. A pair has the effects of both.
 */
function diagnosed(random: () => number, planted: { name: string; gain: number } | null) {
  const drawn = new Map<string, Effects>()
  for (const { name } of variants) {
    const gain = planted?.name === name ? planted.gain : 0
    const effect = () => {
      const u = random()
      return u < 0.05 + gain ? 1 : u > 0.95 ? -1 : 0
    }
    drawn.set(name, Int8Array.from({ length: IMAGES }, effect))
  }
  const effectsOf = (name: string) => drawn.get(name) ?? new Int8Array(IMAGES)
  const tried = variants.map((variant) => ({ ...variant, chosenFrom: 1, counts: countsOf(effectsOf(variant.name)) }))
  const pair = bestPair(judgeRecipes(tried))
  if (pair) {
    const [first, second] = pair.map(({ name }) => effectsOf(name))
    const both = { ...joined(pair), recipe: given }
    drawn.set(
      both.name,
      Int8Array.from({ length: IMAGES }, (_, i) => Math.sign((first?.[i] ?? 0) + (second?.[i] ?? 0))),
    )
    tried.push({ ...both, chosenFrom: pairsOf(variants), counts: countsOf(effectsOf(both.name)) })
  }
  const trials = judgeRecipes(tried)
  const areAlike = (one: RecipeTrial, other: RecipeTrial) => {
    const [a, b] = [effectsOf(one.name), effectsOf(other.name)]
    return isAlike(countsOf(Int8Array.from(a, (effect, i) => Math.sign((b[i] ?? 0) - effect))), trials.length)
  }
  return { trials, said: adviseRecipe(given, trials, areAlike).map(messageOfAdvice) }
}

describe('a diagnosis', () => {
  it('finds a difference in about a hundredth of what is right at most, its pair of the best two included', () => {
    const random = seededRandom(1)
    let found = 0
    for (let i = 0; i < 1000; i++)
      if (diagnosed(random, null).trials.some(({ verdict }) => verdict !== 'alike')) found++
    expect(found).toBeLessThanOrEqual(15)
  })

  it('finds what is wrong, and joins to it nothing that helps by chance', () => {
    const random = seededRandom(2)
    let [right, joinedByChance] = [0, 0]
    for (let i = 0; i < 200; i++) {
      const [said = ''] = diagnosed(random, { name: 'channels 7', gain: 0.2 }).said
      if (said.startsWith('The recipe is hardly right in its channels:')) right++
      else if (said.includes(' and ')) joinedByChance++
    }
    expect(right).toBeGreaterThanOrEqual(196)
    expect(joinedByChance).toBeLessThanOrEqual(4)
  })
})
