import path from 'node:path'
import type { Request } from '../../../shared/contract.ts'
import { messageOf } from '../../../shared/errors.ts'
import { bestPair, isAlike, joined, judgeRecipes, pairsOf, type PairedCounts } from '../../../shared/judge-recipes.ts'
import { wilson } from '../../../shared/metrics.ts'
import type { RecipeDiagnosis, RecipeTrial, TriedRecipe } from '../../../shared/recipe-diagnosis.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { FlipCell } from '../../../shared/flips.ts'
import { openPart, type Database, type EvaluatedRow, type NewRun } from '../db/index.ts'
import { findEvaluated, settleRun } from '../eval/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import { pairOf } from '../results/index.ts'
import { throttled } from '../threads/index.ts'
import type { EngineContext } from '../wing.ts'
import { CAUTION, adviseRecipe } from './advise-recipe.ts'
import { evaluateApart, type EndedRun } from './evaluate-apart.ts'
import { changed, recipeVariants } from './recipe-variants.ts'

type DiagnosisRequest = Omit<Request<'recipes.diagnose'>, 'asIndexed' | 'follow'>

/** Recipes that were evaluated, with the runs that did it. */
interface Trials {
  given: EvaluatedRow
  /** Each with how many it was chosen from: one, but for the pair. */
  tried: { variant: TriedRecipe; run: number; chosenFrom: number }[]
  leftOut: RecipeDiagnosis['leftOut']
}

/**
 * Tries changes of a model's recipe on some images, one at a time and then the two best together: in a database of its own,
 * so that none of it becomes a run of the home.
 * @throws AcuityError as {@link settleRun}; why the given recipe cannot be evaluated; the signal's reason
 */
export async function diagnoseRecipe(
  context: EngineContext,
  request: DiagnosisRequest,
  signal: AbortSignal,
): Promise<RecipeDiagnosis> {
  const begin = performance.now()
  const { db, caches, environment } = context
  const { run } = await settleRun(db, environment(), { ...request, cache: false }, signal)
  const { datasetId: dataset, sample, modelId: model } = run
  return withPassingFolder(caches.scratch, 'diagnosis', async (folder) => {
    const part = openPart(path.join(folder, 'part.db'), db.file, { dataset, sample, model })
    try {
      const { given, tried, leftOut } = await tryRecipes(part, run, context, signal)
      const { recipe } = run.settings
      const trials = judge(part, given.id, tried)
      const areAlike = (one: RecipeTrial, other: RecipeTrial) => {
        const [a, b] = [one, other].map((trial) => tried[trials.indexOf(trial)]?.run ?? given.id)
        return isAlike(countsOf(part, a ?? given.id, b ?? given.id), trials.length)
      }
      const { evaluated, top1Correct } = given
      return {
        ...{ dataset: db.datasets.get(dataset).name, model: run.modelName, recipe },
        images: evaluated,
        sample: sample === null ? null : db.samples.get(sample),
        top1: evaluated === 0 ? 0 : top1Correct / evaluated,
        interval: wilson(top1Correct, evaluated) ?? [0, 1],
        ...{ trials, leftOut, advice: adviseRecipe(recipe, trials, areAlike), caution: CAUTION },
        wallSeconds: (performance.now() - begin) / 1000,
      }
    } finally {
      part.close()
    }
  })
}

async function tryRecipes(
  part: Database,
  run: Omit<NewRun, 'name'>,
  { caches, resources, emit }: EngineContext,
  signal: AbortSignal,
): Promise<Trials> {
  const { recipe } = run.settings
  const { variants, leftOut } = recipeVariants(part.models.get(run.modelId).description, recipe)
  const evaluate = (recipes: readonly Recipe[], at: string) => {
    let far = { done: 0, total: 0 }
    const report = throttled(() => emit('diagnosis.progress', { ...far, at }))
    const onProgress = (done: number, total: number) => {
      far = { done, total }
      report(done === total)
    }
    const runs = recipes.map((each) => ({ ...run, settings: { ...run.settings, recipe: each } }))
    return evaluateApart(part, runs, { caches, resources, signal, onProgress })
  }
  const tried: Trials['tried'] = []
  const add = (variant: TriedRecipe, { id, failure }: EndedRun, chosenFrom = 1) => {
    const [factor = 'normalisation'] = variant.factors
    if (failure) leftOut.push({ factor, name: variant.name, because: messageOf(failure.cause) })
    else tried.push({ variant, run: id, chosenFrom })
  }
  const [given, ...others] = await evaluate(
    [recipe, ...variants.map((variant) => variant.recipe)],
    `${variants.length + 1} recipes`,
  )
  if (!given) throw new Error('the given recipe was not evaluated')
  if (given.failure) throw given.failure.cause
  for (const [i, ended] of others.entries()) {
    const variant = variants[i]
    if (variant) add(variant, ended)
  }
  const singles = judge(part, given.id, tried)
  const pair = bestPair(singles)
  const both = pair && joined(pair)
  const recipeOfBoth = both && changed(recipe, both.changes)
  if (both && recipeOfBoth)
    for (const ended of await evaluate([recipeOfBoth], both.name))
      add({ ...both, recipe: recipeOfBoth }, ended, pairsOf(singles))
  return { given: findEvaluated(part, given.id), tried, leftOut }
}

const judge = (part: Database, given: number, tried: Trials['tried']): RecipeTrial[] =>
  judgeRecipes(
    tried.map(({ variant, run, chosenFrom }) => ({ ...variant, chosenFrom, counts: countsOf(part, given, run) })),
  )

/** How the images that two runs have evaluated were answered by them. */
function countsOf(part: Database, given: number, other: number): PairedCounts {
  const cells: Record<FlipCell, number> = {
    ...{ 'both-right': 0, lost: 0, gained: 0, 'same-wrong': 0, 'different-wrong': 0 },
  }
  for (const { cell, images } of part.flips.counts(pairOf(findEvaluated(part, given), findEvaluated(part, other))))
    cells[cell] += images
  return {
    both: cells['both-right'],
    onlyGiven: cells.lost,
    onlyThis: cells.gained,
    neither: cells['same-wrong'] + cells['different-wrong'],
  }
}
