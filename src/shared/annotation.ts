import { z } from 'zod'

/** Short names, without the comma that separates them in reports. */
export const Tag = z
  .string()
  .trim()
  .min(1, 'a tag has at least one character')
  .max(50, 'a tag has at most 50 characters')
  .regex(/^[^,\p{Cc}]*$/u, 'a tag is one line without commas')
export type Tag = z.infer<typeof Tag>

/** What a person says of an image whose true class they doubt. */
export const LABEL_LOOKS_WRONG: Tag = 'label looks wrong'

export const Note = z.string().max(10_000, 'a note has at most 10,000 characters')

/** What people have written of an image: wherever it lies, it is known by its content. */
export const Annotation = z.object({
  /** Empty where there is none; longer than one can be written where several met at one image. */
  note: z.string(),
  /** In alphabetical order. */
  tags: z.array(Tag),
})
export type Annotation = z.infer<typeof Annotation>

/** What is to be written; what is left out stays as it is. */
export const AnnotationChange = Annotation.extend({ note: Note }).partial()
export type AnnotationChange = z.infer<typeof AnnotationChange>

/** An annotated image as its dataset holds it now. */
export const AnnotatedImage = Annotation.extend({
  image: z.int(),
  path: z.string(),
  label: z.int().nullable(),
})
export type AnnotatedImage = z.infer<typeof AnnotatedImage>

/** A tag, and how many images have it. */
export const TagCount = z.object({ tag: Tag, images: z.int() })
export type TagCount = z.infer<typeof TagCount>

/** A tag of all images that have it, and the names of the datasets that those lie in. */
export const TagInUse = TagCount.extend({ datasets: z.array(z.string()) })
export type TagInUse = z.infer<typeof TagInUse>
