import { z } from 'zod'
import {
  AnnotatedImage,
  Annotation,
  AnnotationChange,
  AnnotationEdit,
  ImageAnnotation,
  TaggedImage,
  TagInUse,
} from '../annotation.ts'
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
  /** Of several images at once; answers what those that it changed had before, which `annotations.put` puts back. */
  'annotations.edit': {
    input: AnnotationEdit.extend({ images: z.array(z.int()).min(1).max(100_000) }),
    output: z.object({ replaced: z.array(ImageAnnotation) }),
    writes: true,
    page: true,
  },
  /** All that is written of these images, as it was. */
  'annotations.put': {
    input: z.object({ annotations: z.array(ImageAnnotation).max(100_000) }),
    output: Nothing,
    writes: true,
    page: true,
  },
  /** The tags of those of these images that have some. */
  'annotations.tagsOf': {
    input: z.object({ images: z.array(z.int()).max(1000) }),
    output: z.array(TaggedImage),
    page: true,
  },
  /** The annotated images that a dataset holds now, in order of their path. */
  'annotations.list': { input: z.object({ dataset: z.int() }), output: z.array(AnnotatedImage), page: true },
  /** The tags in use in all datasets, the most used first. */
  'annotations.tags': { input: Nothing, output: z.array(TagInUse), page: true },
} satisfies Methods
