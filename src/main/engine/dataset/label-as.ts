import { AcuityError } from '../../../shared/errors.ts'
import { LAYOUTS, type Layout } from '../../../shared/layout.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { groundTruthIn, listsAround } from './lists/find-lists.ts'
import { annotated, annotatedIn } from './label-by-annotations.ts'
import { labelByFolder } from './label-by-folder.ts'
import { labelAsNamed } from './label-by-name.ts'
import { requireClassFolder } from './no-class-folder.ts'
import { byList, byLists, ownLists, packed, type LabelContext, type Labelled } from './take-lists.ts'

/** The layout that is asked for, or one line why it is not that. */
export async function labelAs(layout: Layout, stated: string | null, context: LabelContext): Promise<Labelled> {
  const { root, classes, listing, reading } = context
  const isNot = (why: string, remedies: readonly Remedy[] = []) =>
    new AcuityError('dataset-invalid', `${root} is not read as ${layout} (${LAYOUTS[layout]}): ${why}`, { remedies })
  switch (layout) {
    case 'class-folders': {
      const assignment = labelByFolder(listing, classes)
      requireClassFolder(root, assignment, listing, classes)
      return { labelsFile: null, layout, ...assignment }
    }
    case 'folder-ids':
    case 'folder-names':
    case 'folder-numbers':
    case 'file-ids': {
      const named = labelAsNamed(layout, listing, classes, reading)
      if (!named) throw isNot(`it holds none such of the ${classes.length} classes.`)
      return { labelsFile: null, ...named }
    }
    case 'packed':
      if (!listing.labels) throw isNot('its images lie without labels.')
      return packed(listing.labels, context)
    case 'annotations': {
      const labelled = stated === null ? await annotated(context) : await annotatedIn(stated, context)
      if (!labelled) throw isNot('there are none of its images.', LABELS)
      return labelled
    }
    default: {
      const asked = { ...context, asIndices: layout === 'index-lines' }
      if (stated !== null) {
        const list = await byList((await groundTruthIn(stated)) ?? stated, asked)
        if (list.layout !== layout) throw isNot(`${stated} is ${LAYOUTS[list.layout]}.`)
        return list
      }
      const { read, failed } = await byLists([...ownLists(context), ...(await listsAround(root))], asked)
      const list = read.find((each) => each.layout === layout)
      if (list) return list
      throw failed[0]?.error ?? isNot('there is no such list with its images, beside its folder or above.', LABELS)
    }
  }
}

const LABELS: readonly Remedy[] = [{ do: 'state', option: 'labels' }]
