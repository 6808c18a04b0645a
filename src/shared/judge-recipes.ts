import { holm, mcnemarExact, mcnemarImages, pairedDifference } from './metrics.ts'
import type { PairedTrial, RecipeFactor, RecipeTrial, TriedRecipe, TrialVerdict } from './recipe-diagnosis.ts'

/** How many images the given recipe and another one answer rightly: both, either alone, neither. */
export interface PairedCounts {
  both: number
  onlyGiven: number
  onlyThis: number
  neither: number
}

/** The chance that any recipe is said to be better, or worse, where none is. */
export const ALPHA = 0.01

interface Judged {
  counts: PairedCounts
  /** How many it was chosen from by what the same images say of them, as a pair is; one where it was not. */
  chosenFrom?: number | undefined
}

/**
 * Judges recipes by the images that each and the given one have answered: McNemar's exact test, adjusted after Holm for
 * how many there are, and Newcombe's interval of the difference. What was chosen for being the best has its p multiplied by how
 * many it was chosen from, after Bonferroni, as each of these might have been found.
 * @returns one for each; of those without any image, nothing is told apart
 */
export function judgeRecipes<T>(tried: readonly (T & Judged)[]): (T & PairedTrial)[] {
  const p = tried.map(({ counts }) => mcnemarExact(counts.onlyGiven, counts.onlyThis))
  const adjusted = holm(p.map((each, i) => Math.min(1, each * (tried[i]?.chosenFrom ?? 1))))
  return tried.map(({ counts, chosenFrom = 1, ...recipe }, i) => {
    const { both, onlyGiven, onlyThis, neither } = counts
    const images = both + onlyGiven + onlyThis + neither
    const share = (count: number) => (images === 0 ? 0 : count / images)
    const difference = share(onlyThis - onlyGiven)
    const verdict = verdictOf(adjusted[i] ?? 1, difference)
    const alpha = ALPHA / tried.length / chosenFrom
    return {
      ...(recipe as T),
      ...{ images, givenTop1: share(both + onlyGiven), top1: share(both + onlyThis), onlyGiven, onlyThis, difference },
      interval: pairedDifference(both, onlyGiven, onlyThis, neither) ?? [-1, 1],
      ...{ p: p[i] ?? 1, adjusted: adjusted[i] ?? 1, verdict },
      imagesToTell: verdict === 'alike' ? mcnemarImages(share(onlyGiven + onlyThis), difference, alpha) : null,
    }
  })
}

function verdictOf(adjusted: number, difference: number): TrialVerdict {
  if (adjusted >= ALPHA || difference === 0) return 'alike'
  return difference > 0 ? 'better' : 'worse'
}

/** Whether the images cannot tell two of so many recipes apart: after Bonferroni, as whichever of them may be asked about. */
export const isAlike = ({ onlyGiven, onlyThis }: PairedCounts, tried: number): boolean =>
  mcnemarExact(onlyGiven, onlyThis) >= ALPHA / tried

/** Factors that change the same numbers are not tried together. */
const KINDS: Record<RecipeFactor, string> = {
  ...{ scale: 'arithmetic', normalisation: 'arithmetic', channels: 'channels' },
  ...{ fit: 'resize', 'crop-ratio': 'resize', resampler: 'resampler' },
}

/**
 * The two changes to be tried together: of those that help, the best, and with it the best one of another factor, whether
 * these images tell it to be better or not.
 * @returns null where no two help
 */
export function bestPair(trials: readonly RecipeTrial[]): [RecipeTrial, RecipeTrial] | null {
  const helping = trials.filter(({ difference }) => difference > 0).toSorted((a, b) => b.difference - a.difference)
  const [first] = helping
  const second = first && helping.find((other) => mayJoin(first, other))
  return first && second ? [first, second] : null
}

/** How many pairs there are that {@link bestPair} chooses from. */
export const pairsOf = (trials: readonly TriedRecipe[]): number =>
  trials.reduce((sum, first, i) => sum + trials.slice(i + 1).filter((second) => mayJoin(first, second)).length, 0)

function mayJoin(first: TriedRecipe, second: TriedRecipe): boolean {
  const kinds = new Set(first.factors.map((factor) => KINDS[factor]))
  return !second.factors.some((factor) => kinds.has(KINDS[factor]))
}

type Changed = Omit<TriedRecipe, 'recipe'>

/** Both of a pair's changes, as one recipe's. */
export const joined = ([first, second]: readonly [Changed, Changed]): Changed => ({
  factors: [...first.factors, ...second.factors],
  name: `${first.name}; ${second.name}`,
  changes: { ...first.changes, ...second.changes },
})
