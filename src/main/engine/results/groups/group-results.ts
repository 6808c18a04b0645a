import type { GroupResult, PairedGroup } from '../../../../shared/class-groups.ts'
import { knowsTop5 } from '../../../../shared/imported.ts'
import { wilson } from '../../../../shared/metrics.ts'
import type { Database, RunRow } from '../../db/index.ts'
import { countPredictions } from '../count-predictions.ts'
import { flips } from '../flips.ts'
import { adjusted, pairedResult } from '../paired-result.ts'
import { groupsOfDataset } from './class-groups.ts'

/** How each group of the dataset's classes fared in a run, those without an evaluated image included. */
export async function groupResults(db: Database, resources: string, run: RunRow): Promise<GroupResult[]> {
  const groups = await groupsOfDataset(db, resources, run.datasetId)
  const counts = await countPredictions(db, run)
  const hasTop5 = knowsTop5(run.settings)
  return groups.map((group) => {
    const members = new Set(group.labels)
    let [images, top1Correct, top5Correct, taken] = [0, 0, 0, 0]
    for (const own of group.labels.flatMap((label) => counts.get(label) ?? [])) {
      images += own.images
      top1Correct += own.top1Correct
      top5Correct += own.top5Correct
      for (const [predicted, wrong] of own.wrong) if (members.has(predicted)) taken += wrong
    }
    const withinCorrect = top1Correct + taken
    const share = (correct: number) => (images === 0 ? null : correct / images)
    return {
      ...group,
      images,
      top1Correct,
      top1: share(top1Correct),
      top1Interval: wilson(top1Correct, images),
      top5: hasTop5 ? share(top5Correct) : null,
      withinCorrect,
      within: share(withinCorrect),
      withinInterval: wilson(withinCorrect, images),
    }
  })
}

/** How each group of the first run's classes fared in two runs; those without an image that both evaluated are left out. */
export async function pairedGroups(
  db: Database,
  resources: string,
  first: RunRow,
  second: RunRow,
): Promise<PairedGroup[]> {
  const groups = await groupsOfDataset(db, resources, first.datasetId)
  const classes = new Map(flips(db, first, second).classes.map((each) => [each.index, each]))
  const paired = groups.flatMap((group) => {
    const result = pairedResult(group.labels.flatMap((label) => classes.get(label) ?? []))
    return result ? [{ ...group, ...result }] : []
  })
  return adjusted(paired)
}
