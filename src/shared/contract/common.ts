import { z } from 'zod'

export const Nothing = z.object({})
export const Text = z.object({ text: z.string() })
export const SavedFile = z.object({ file: z.string(), bytes: z.int() })
export type SavedFile = z.infer<typeof SavedFile>

export const RunId = z.object({ run: z.int() })

/** A run by its id, also where that is text, or by its name. */
export const RunReference = z.union([z.int(), z.string().min(1)])
export type RunReference = z.infer<typeof RunReference>

/** Whether links are followed where they lead out of a dataset's folder; as the dataset was told before, unless stated. */
export const Follow = z.boolean().optional()
