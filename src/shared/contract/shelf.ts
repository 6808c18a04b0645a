import { z } from 'zod'
import { AnnotationEdit } from '../annotation.ts'
import { Name } from '../name.ts'
import { Deletion, DeletionWeight, Kind, Named, Purged, Restored, RunAnnotation } from '../shelf.ts'
import { Nothing, RunReference } from './common.ts'
import type { Methods } from './method.ts'

/** Things of one kind, each by its id, also where that is text, or by its name. */
const Things = z.object({ kind: Kind, which: z.array(RunReference).min(1).max(10_000) })
const Pinnable = Things.extend({ kind: Kind.extract(['run', 'sweep']) })

/** Those that it changed: asked the other way round of these, all is as it was. */
const Changed = z.object({ ids: z.array(z.int()) })

export const shelfMethods = {
  /** Of no other of its kind before. A model's runs say its name as well. Answers what it was called before. */
  'library.rename': {
    input: z.object({ kind: Kind, which: RunReference, name: Name }),
    output: Named.extend({ before: z.string() }),
    writes: true,
    page: true,
  },
  /** What is archived stays as it is: lists leave it out, as long as nobody asks for it. */
  'library.archive': { input: Things.extend({ archived: z.boolean() }), output: Changed, writes: true, page: true },
  'library.pin': { input: Pinnable.extend({ pinned: z.boolean() }), output: Changed, writes: true, page: true },
  /** What would go if these were deleted. */
  'library.weighDeletion': { input: Things, output: DeletionWeight, page: true },
  /**
   * Marks them, and what goes along, as deleted: from then on nothing knows them. Removed for good a day later, when an
   * engine begins, or by `library.purge`.
   */
  'library.delete': { input: Things, output: Deletion, writes: true, page: true },
  /** Brings back what was deleted at once, by default the last time. */
  'library.restore': {
    input: z.object({ deletion: z.int().optional() }),
    output: Restored,
    writes: true,
    page: true,
  },
  /** What can be brought back, the last first. */
  'library.deletions': { input: Nothing, output: z.array(Deletion), page: true },
  /** Removes for good what is marked as deleted. */
  'library.purge': { input: Nothing, output: Purged, writes: true, page: true },
  /** Tags and notes of runs; answers what those that it changed had before, which `runs.putAnnotations` puts back. */
  'runs.annotate': {
    input: AnnotationEdit.extend({ runs: z.array(RunReference).min(1).max(10_000) }),
    output: z.object({ replaced: z.array(RunAnnotation) }),
    writes: true,
    page: true,
  },
  'runs.putAnnotations': {
    input: z.object({ annotations: z.array(RunAnnotation).max(10_000) }),
    output: Nothing,
    writes: true,
    page: true,
  },
} satisfies Methods
