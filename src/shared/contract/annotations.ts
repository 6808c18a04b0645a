import { z } from 'zod'
import { AnnotatedImage, Annotation, AnnotationChange, TagInUse } from '../annotation.ts'
import { Nothing } from './common.ts'
import type { Methods } from './method.ts'

export const annotationMethods = {
  'annotations.get': { input: z.object({ image: z.int() }), output: Annotation, page: true },
  /** Answers what there is then; what is not given stays as it is. */
  'annotations.set': {
    input: AnnotationChange.extend({ image: z.int() }),
    output: Annotation,
    writes: true,
    page: true,
  },
  /** The annotated images that a dataset holds now, in order of their path. */
  'annotations.list': { input: z.object({ dataset: z.int() }), output: z.array(AnnotatedImage), page: true },
  /** The tags in use in all datasets, the most used first. */
  'annotations.tags': { input: Nothing, output: z.array(TagInUse), page: true },
} satisfies Methods
