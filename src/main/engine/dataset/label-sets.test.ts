import { describe, expect, it } from 'vitest'
import { labelSetOf } from '../../../shared/label-sets.ts'
import { findResources } from '../../resources.ts'
import { classesOfFolders, readLabelSets, type LabelSetClasses } from './label-sets.ts'

describe('the label sets that ship', () => {
  it('have the classes that the table says, and are told apart by their number', async () => {
    const sets = await readLabelSets(findResources())
    for (const { name, size, classes } of sets) {
      expect([name, classes.length]).toEqual([name, size])
      expect(labelSetOf(size).name).toBe(name)
    }
  })

  it('are recognised by the names of folders, the first where none is', () => {
    const set = (...ids: string[]): LabelSetClasses => ({
      file: '',
      name: '',
      owner: '',
      size: ids.length,
      order: '',
      classes: ids.map((wnid, index) => ({ index, wnid, name: wnid })),
    })
    const sets = [set('a', 'b'), set('b', 'c', 'd')]
    const chosen = (...folders: string[]) => classesOfFolders(sets, folders).length
    expect([chosen(), chosen('x'), chosen('b'), chosen('b', 'x', 'c')]).toEqual([2, 2, 2, 3])
  })
})
