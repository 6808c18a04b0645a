import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { firstWord, linesOf, readText } from '../../files/index.ts'

/** WordNet's tree above ImageNet's 1000 classes. */
export interface ClassTree {
  /** The group that a class lies in, by the class's id. */
  readonly groupOf: ReadonlyMap<string, string>
  /** All groups by their ids, each behind the one that it lies in. */
  readonly groups: ReadonlyMap<string, { readonly parent: string | null; readonly name: string }>
}

const trees = new Map<string, Promise<ClassTree>>()

/**
 * The tree that ships, read once (`tools/wordnet` made it).
 * @param resources folder of what ships
 * @throws AcuityError `file-unreadable` where an installation is damaged
 */
export function classTree(resources: string): Promise<ClassTree> {
  const tree = trees.get(resources) ?? readTree(path.join(resources, 'wordnet'))
  trees.set(resources, tree)
  return tree
}

async function readTree(folder: string): Promise<ClassTree> {
  const rows = async (name: string) => {
    const file = path.join(folder, name)
    const tooLong = (problem: string) =>
      new AcuityError('file-unreadable', `${file}: ${problem}. Install Acuity again.`)
    return [...linesOf(await readText(file, 'table of class groups'), tooLong)].map(({ text }) => firstWord(text))
  }
  const groups = (await rows('groups.txt')).map(([wnid, rest]) => {
    const [parent, name] = firstWord(rest)
    return [wnid, { parent: parent === '-' ? null : parent, name }] as const
  })
  return { groupOf: new Map(await rows('classes.txt')), groups: new Map(groups) }
}
