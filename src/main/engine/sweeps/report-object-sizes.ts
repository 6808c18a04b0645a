import { AcuityError } from '../../../shared/errors.ts'
import type { ObjectCurves } from '../../../shared/object-size.ts'
import { objectBinFields, type ObjectBinRecord } from '../../../shared/report-fields.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import type { SweepSummary } from '../../../shared/sweep.ts'
import { counted, percent } from '../../../shared/text.ts'
import type { Database } from '../db/index.ts'
import { formatNoted, layOut } from '../export/index.ts'
import { objectCurves } from './object-sizes.ts'
import type { SweepLine } from './sweep-lines.ts'

/** How the accuracy of each model depends on the objects' size for it, of every line of a sweep. */
export async function curvesOf(db: Database, lines: readonly SweepLine[]): Promise<ObjectCurves[]> {
  const all: ObjectCurves[] = []
  for (const line of lines) all.push(await objectCurves(db, line))
  return all
}

/**
 * The same as text: a row for each size and bin.
 * @param bases what the runs' figures stand on
 * @throws AcuityError `not-found` where no evaluated image has boxes
 */
export async function* formatObjectSizes(
  db: Database,
  { name, dataset }: SweepSummary,
  { lines, bases, format }: { lines: readonly SweepLine[]; bases: readonly string[]; format: ReportFormat },
): AsyncGenerator<string> {
  const all = await curvesOf(db, lines)
  if (all.every(({ images }) => images === 0))
    throw new AcuityError(
      'not-found',
      `No image that all runs of a model in ${name} have evaluated has boxes: index ${dataset} with the XML files that say ` +
        'where its objects are.',
    )
  const records = all.flatMap(({ model, curves }) =>
    curves.flatMap(({ size, bins }) => bins.map((bin): ObjectBinRecord => ({ ...bin, model, size }))),
  )
  const note = [...all.flatMap(describe), ...bases].join('\n')
  yield* formatNoted(layOut(objectBinFields, records), note, format)
}

function describe({ model, evaluated, images, curves }: ObjectCurves): string[] {
  const all = counted(evaluated, 'image')
  return [
    `${images} of the ${all} that all runs of ${model} have evaluated have boxes: figures are of these.`,
    ...curves.flatMap(({ size, top1, expected }) =>
      top1 === null || expected === null
        ? []
        : [`At ${size}: top-1 ${percent(top1)}; ${percent(expected)} if it depended on the objects' size alone.`],
    ),
  ]
}
