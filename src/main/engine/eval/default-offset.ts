import path from 'node:path'
import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { LABEL_SETS } from '../../../shared/label-sets.ts'
import type { Remedy } from '../../../shared/remedy.ts'

/** A dataset's classes, and the list that they are of; null where they are a label set that ships. */
export interface DatasetClasses {
  root: string
  classesFile: string | null
  classes: readonly ClassEntry[]
}

/** A model with one output more than the classes has a background class in front, as TensorFlow's slim models do. */
export const defaultOffset = (outputs: number, classes: number) => (outputs === classes + 1 ? -1 : 0)

/** More outputs than the classes by no more than this may be others in front of them or behind; Inception has eight. */
const FEW = 10

/**
 * What is to be said where a model has outputs for other classes than the dataset: an offset mends that only where it has
 * a few more. A list of some of the classes of a label set is better left out, as folders still map through all of them.
 */
export function warnOfClasses(outputs: number, { root, classesFile, classes }: DatasetClasses): Advice[] {
  if (outputs === classes.length || outputs === classes.length + 1) return []
  const message = `The model has ${outputs} outputs, the dataset ${classes.length} classes: output k is taken for class k, which may be wrong.`
  if (classesFile !== null && isSet(outputs) && classes.every(({ wnid }) => WNID.test(wnid))) {
    const picksItUp = path.dirname(classesFile) === root ? ', once that is moved out of it' : ''
    const why = `The classes are those of ${classesFile}; without a list, folders map through all ${outputs} classes${picksItUp}.`
    return [{ message: `${message} ${why}`, remedies: [{ do: 'index-beside', classes: 'left-out' }] }]
  }
  const remedies: Remedy[] = [{ do: 'index-beside', classes: 'stated' }]
  if (outputs > classes.length && outputs <= classes.length + FEW)
    remedies.unshift({ do: 'state', option: 'classOffset' })
  return [{ message, remedies }]
}

const WNID = /^n\d{8}$/

/** Whether a model of so many outputs has the classes of a label set that ships, and perhaps one in front. */
const isSet = (outputs: number) => LABEL_SETS.some(({ size }) => outputs === size || outputs === size + 1)
