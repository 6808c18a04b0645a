import { describe, expect, it } from 'vitest'
import { bestPair, joined, judgeRecipes } from './judge-recipes.ts'
import { holm, mcnemarExact, pairedDifference } from './metrics.ts'
import { resolveRecipe } from './presets.ts'
import type { RecipeFactor, RecipeTrial } from './recipe-diagnosis.ts'

const better = { counts: { both: 200, onlyGiven: 20, onlyThis: 80, neither: 200 } }
const worse = { counts: { both: 200, onlyGiven: 90, onlyThis: 10, neither: 200 } }
const alike = { counts: { both: 200, onlyGiven: 20, onlyThis: 26, neither: 254 } }
const same = { counts: { both: 200, onlyGiven: 0, onlyThis: 0, neither: 300 } }

describe('judgeRecipes', () => {
  it('tells by paired tests, adjusted for how many there are, and counts in points of the same images', () => {
    const trials = judgeRecipes([better, worse, alike, same])
    expect(trials.map(({ verdict }) => verdict)).toEqual(['better', 'worse', 'alike', 'alike'])
    const p = [mcnemarExact(20, 80), mcnemarExact(90, 10), mcnemarExact(20, 26), 1]
    expect(trials.map((trial) => trial.p)).toEqual(p)
    expect(trials.map(({ adjusted }) => adjusted)).toEqual(holm(p))
    expect(trials[0]).toMatchObject({ images: 500, givenTop1: 0.44, top1: 0.56, difference: 0.12 })
    expect(trials[0]?.interval).toEqual(pairedDifference(200, 20, 80, 200))
  })

  it('says how many images would tell what these do not, but not of no difference', () => {
    const [told, , untold, none] = judgeRecipes([better, worse, alike, same])
    expect(told?.imagesToTell).toBeNull()
    expect(none?.imagesToTell).toBeNull()
    // ψ 0.092, δ 0.012, at 0.01 / 4: ((3.0233 · √0.092 + 0.8416 · √(0.092 - 0.012²)) / 0.012)²
    expect((untold?.imagesToTell ?? 0) / 9539).toBeCloseTo(1, 2)
  })

  it('tells nothing of no image, and less the more are tried', () => {
    expect(judgeRecipes([{ counts: { both: 0, onlyGiven: 0, onlyThis: 0, neither: 0 } }])).toMatchObject([
      { images: 0, difference: 0, verdict: 'alike', imagesToTell: null },
    ])
    const slight = { counts: { both: 200, onlyGiven: 20, onlyThis: 46, neither: 200 } }
    expect(judgeRecipes([slight])[0]?.verdict).toBe('better')
    expect(judgeRecipes([slight, ...Array.from({ length: 20 }, () => alike)])[0]?.verdict).toBe('alike')
  })
})

describe('bestPair', () => {
  const trial = (factors: RecipeFactor[], difference: number): RecipeTrial => {
    const [judged] = judgeRecipes([alike])
    if (!judged) throw new Error('nothing was judged')
    const name = factors.join(' and ')
    return { ...judged, factors, name, changes: {}, recipe: resolveRecipe('torchvision'), difference }
  }

  it('joins the best with the best that changes something else', () => {
    const best = trial(['normalisation'], 0.3)
    const other = trial(['resampler'], 0.01)
    const pair = bestPair([trial(['scale'], 0.2), other, best, trial(['fit'], -0.1)])
    expect(pair).toEqual([best, other])
    expect(joined([best, other])).toEqual({
      factors: ['normalisation', 'resampler'],
      name: 'normalisation; resampler',
      changes: {},
    })
  })

  it('is none where no two help', () => {
    expect(bestPair([trial(['fit'], 0.1), trial(['crop-ratio'], 0.1), trial(['channels'], 0)])).toBeNull()
    expect(bestPair([])).toBeNull()
  })
})
