import type { annotationMethods } from '../../../shared/contract/annotations.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import {
  editAnnotations,
  getAnnotation,
  listAnnotations,
  putAnnotations,
  setAnnotation,
  tagsOf,
} from './annotations.ts'

export const annotationHandlers = ({ db, emit }: EngineContext): Handlers<typeof annotationMethods> => ({
  'annotations.get': ({ image }) => getAnnotation(db, image),
  'annotations.set': ({ image, ...annotation }) => {
    const written = setAnnotation(db, image, annotation)
    emit('changed', { what: 'annotations' })
    return written
  },
  'annotations.edit': ({ images, ...edit }) => {
    const replaced = editAnnotations(db, images, edit)
    emit('changed', { what: 'annotations' })
    return { replaced }
  },
  'annotations.put': ({ annotations }) => {
    putAnnotations(db, annotations)
    emit('changed', { what: 'annotations' })
    return {}
  },
  'annotations.tagsOf': ({ images }) => tagsOf(db, images),
  'annotations.list': ({ dataset }) => listAnnotations(db, dataset),
  'annotations.tags': () => db.annotations.tagsInUse(),
})
