import { changeOf } from '../../../shared/annotation.ts'
import type { shelfMethods } from '../../../shared/contract/shelf.ts'
import type { Kind, Named } from '../../../shared/shelf.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { deleteThings, restore, weighDeletion } from './delete.ts'
import { findThings } from './find-things.ts'
import { purgeAll } from './purge.ts'
import { rename } from './rename.ts'

/** The lists that show what is said of a kind. Those of sweeps are asked for with those of runs. */
const listsOf: Record<Kind, readonly ('datasets' | 'models' | 'runs')[]> = {
  dataset: ['datasets', 'runs'],
  model: ['models', 'runs'],
  run: ['runs'],
  sweep: ['runs'],
}

export function shelfHandlers({ db, caches, emit }: EngineContext): Handlers<typeof shelfMethods> {
  const tell = (kinds: readonly Kind[]) => {
    for (const what of new Set(kinds.flatMap((kind) => listsOf[kind]))) emit('changed', { what })
  }
  const tellOf = <T extends { things: Named[] }>(answer: T): T => {
    tell(answer.things.map(({ kind }) => kind))
    return answer
  }
  return {
    'library.rename': (request) => {
      const renamed = rename(db, request)
      tell([request.kind])
      return renamed
    },
    'library.archive': ({ kind, which, archived }) => {
      const ids = db.transaction(() => db.shelf.archive(kind, findThings(db, kind, which), archived))
      tell([kind])
      return { ids }
    },
    'library.pin': ({ kind, which, pinned }) => {
      const ids = db.transaction(() => db.shelf.pin(kind, findThings(db, kind, which), pinned))
      tell([kind])
      return { ids }
    },
    'library.weighDeletion': (request) => weighDeletion(db, caches.crops, request),
    'library.delete': (request) => tellOf(deleteThings(db, request)),
    'library.restore': ({ deletion }) => tellOf(restore(db, deletion)),
    'library.deletions': () => db.deletions.all(),
    'library.purge': (_request, signal) => purgeAll(db, caches.crops, signal),
    'runs.annotate': ({ runs, ...edit }) => {
      const replaced = db.transaction(() =>
        findThings(db, 'run', runs).flatMap((run) => {
          const before = db.shelf.ofRun(run)
          const after = changeOf(before, edit)
          if (!after) return []
          db.shelf.writeOfRun(run, after)
          return [{ run, ...before }]
        }),
      )
      tell(['run'])
      return { replaced }
    },
    'runs.putAnnotations': ({ annotations }) => {
      db.transaction(() => {
        for (const { run, ...written } of annotations)
          for (const id of findThings(db, 'run', [run])) db.shelf.writeOfRun(id, written)
      })
      tell(['run'])
      return {}
    },
  }
}
