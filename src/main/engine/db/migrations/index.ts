import type Database from 'better-sqlite3'
import { AcuityError } from '../../../../shared/errors.ts'
import { initial } from './001-initial.ts'
import { caffe } from './002-caffe.ts'
import { annotations } from './003-annotations.ts'
import { lockProcesses } from './004-lock-processes.ts'
import { refresh } from './005-refresh.ts'
import { noAnswer } from './006-no-answer.ts'
import { meanImageSums } from './007-mean-image-sums.ts'
import { outputs } from './008-outputs.ts'
import { sourceKinds } from './009-source-kinds.ts'
import { damages } from './010-damages.ts'
import { sweeps } from './011-sweeps.ts'
import { sweepPlans } from './012-sweep-plans.ts'
import { boxes } from './013-boxes.ts'
import { packedAnswers } from './014-packed-answers.ts'
import { identity } from './015-identity.ts'
import { layouts } from './016-layouts.ts'
import { imports } from './017-imports.ts'
import { disagreements } from './018-disagreements.ts'
import { orientations } from './019-orientations.ts'
import { labelOrders } from './020-label-orders.ts'
import { samples } from './021-samples.ts'
import { shelf } from './022-shelf.ts'
import { queue } from './023-queue.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  ...[initial, caffe, annotations, lockProcesses, refresh, noAnswer],
  ...[meanImageSums, outputs, sourceKinds, damages, sweeps, sweepPlans],
  ...[
    boxes,
    packedAnswers,
    identity,
    layouts,
    imports,
    disagreements,
    orientations,
    labelOrders,
    samples,
    shelf,
    queue,
  ],
]

/** The schema this version of Acuity writes. */
export const SCHEMA_VERSION = migrations.length

export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings the schema up to date, each migration in a transaction of its own.
 * @throws AcuityError `database-newer` for a database that a later version wrote; it is left untouched
 */
export function migrate(db: Database.Database, file: string): void {
  refuseNewer(db, file)
  for (const { version, sql } of migrations) {
    // Readers of a current database need not wait for a writer.
    if (schemaVersion(db) >= version) continue
    const step = db.transaction(() => {
      // Another process may have migrated in the meantime.
      if (schemaVersion(db) >= version) return
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    })
    step.immediate()
  }
}

function refuseNewer(db: Database.Database, file: string): void {
  const found = schemaVersion(db)
  if (found > SCHEMA_VERSION)
    throw new AcuityError(
      'database-newer',
      `${file} was written by a newer version of Acuity (schema ${found}; this one knows ${SCHEMA_VERSION}). ` +
        'It was left untouched: update Acuity.',
      { remedies: [{ do: 'choose-home' }] },
    )
}
