import { z } from 'zod'

/** How a copy of a dataset says the classes of its images: docs/layouts.md has a section for each. */
export const Layout = z.enum([
  ...(['class-folders', 'folder-ids', 'folder-names', 'folder-numbers', 'file-ids'] as const),
  ...(['list', 'json', 'devkit', 'synset-labels', 'index-lines'] as const),
  ...(['annotations', 'packed'] as const),
])
export type Layout = z.infer<typeof Layout>

/** What may be asked for: a layout, or whichever fits, also where another one was asked for before. */
export const LayoutChoice = z.enum(['auto', ...Layout.options])
export type LayoutChoice = z.infer<typeof LayoutChoice>

/** What each is, as a part of a sentence. */
export const LAYOUTS: Record<Layout, string> = {
  'class-folders': 'folders called by the ids of classes',
  'folder-ids': 'folders with an id in their name',
  'folder-names': 'folders called by the names of classes',
  'folder-numbers': 'folders called by the indices of classes',
  'file-ids': 'images with an id in their name',
  list: 'a list of names with labels',
  json: 'a list in JSON',
  devkit: "ILSVRC2012's ground truth, an ILSVRC2012_ID a line",
  'synset-labels': "TensorFlow's list, an id a line",
  'index-lines': 'the index of a class a line',
  annotations: 'annotations in XML',
  packed: 'labels that images are packed with',
}
