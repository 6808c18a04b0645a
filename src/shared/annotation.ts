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

/** What is to be written of several at once: the note in place of theirs, tags beside theirs. */
export const AnnotationEdit = z.object({
  note: Note.optional(),
  add: z.array(Tag).default([]),
  remove: z.array(Tag).default([]),
})
export type AnnotationEdit = z.output<typeof AnnotationEdit>

/** What an edit makes of what is written; null where that stays as it is. A note of white space alone is none. */
export function changeOf(before: Annotation, { note, add, remove }: AnnotationEdit): Annotation | null {
  const tags = new Set([...before.tags, ...add].filter((tag) => !remove.includes(tag)))
  const after = {
    note: note === undefined ? before.note : note.trim() === '' ? '' : note,
    tags: [...tags].toSorted(),
  }
  return after.note === before.note && after.tags.join() === before.tags.join() ? null : after
}

/** What people have written of an image, by one of its rows. */
export const ImageAnnotation = Annotation.extend({ image: z.int() })
export type ImageAnnotation = z.infer<typeof ImageAnnotation>

/** The tags of an image that has some. */
export const TaggedImage = ImageAnnotation.omit({ note: true })
export type TaggedImage = z.infer<typeof TaggedImage>

/** An annotated image as its dataset holds it now. */
export const AnnotatedImage = ImageAnnotation.extend({
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
