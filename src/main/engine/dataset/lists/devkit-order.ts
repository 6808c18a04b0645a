import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { exists, linesOf, readText, type Stop } from '../../files/index.ts'
import { readMatStructs } from './read-mat.ts'

/** What the numbers of ILSVRC2012's ground truth stand for: WordNet's ids by ILSVRC2012_ID, 1…1000. */
export type DevkitOrder = ReadonlyMap<number, string>

/** In the folder of resources: `n02119789 1` a line, as map_clsloc.txt begins. */
export const SHIPPED_ORDER = 'ilsvrc2012-devkit-order.txt'
/** ILSVRC2012's has 800 kB. */
const MAX_MAT_BYTES = 16 * 1024 * 1024

/**
 * The order of a devkit: of its meta.mat, or of its map_clsloc.txt, where one lies beside the ground truth, else the one of
 * ILSVRC2012 that ships.
 * @throws AcuityError `labels-invalid` with the file, or `file-unreadable`
 */
export async function readDevkitOrder(groundTruth: string, resources: string, stop?: Stop): Promise<DevkitOrder> {
  const folder = path.dirname(groundTruth)
  const [meta, map] = [path.join(folder, 'meta.mat'), path.join(folder, 'map_clsloc.txt')]
  if (await exists(meta)) return readMeta(meta)
  const file = (await exists(map)) ? map : path.join(resources, SHIPPED_ORDER)
  return parseOrder(await readText(file, "list of the devkit's classes"), file, stop)
}

/** `synsets` is an array of structs, of which ILSVRC2012_ID and WNID count; ids above 1000 are those of inner nodes. */
async function readMeta(file: string): Promise<DevkitOrder> {
  const invalid = (problem: string, cause?: unknown) =>
    new AcuityError(
      'labels-invalid',
      `${file}: ${problem}. It should be the devkit's, of ILSVRC2012; without it, the ids are taken as that one has them.`,
      { cause },
    )
  try {
    const { size } = await stat(file)
    if (size > MAX_MAT_BYTES) throw new Error(`its ${size} bytes are more than such a file can have`)
    const order = new Map<number, string>()
    for (const synset of readMatStructs(await readFile(file), 'synsets')) {
      const [id, wnid] = [synset.get('ILSVRC2012_ID'), synset.get('WNID')]
      if (typeof id !== 'number' || typeof wnid !== 'string')
        throw new Error('a synset has no ILSVRC2012_ID or no WNID')
      if (order.has(id)) throw new Error(`two synsets have the ILSVRC2012_ID ${id}`)
      order.set(id, wnid)
    }
    return order
  } catch (cause) {
    throw invalid(messageOf(cause), cause)
  }
}

/** Each line an id of WordNet's, its number, and what it is called. */
export function parseOrder(text: string, file: string, stop?: Stop): DevkitOrder {
  const invalid = (problem: string, line: number) =>
    new AcuityError('labels-invalid', `${file}, line ${line}: ${problem}. A line is "n02119789 1 kit_fox".`)
  const order = new Map<number, string>()
  for (const { text: line, number } of linesOf(text, invalid, stop)) {
    if (line.trim() === '') continue
    const [wnid = '', id = ''] = line.trim().split(/\s+/, 2)
    if (!/^n\d{8}$/.test(wnid) || !/^\d{1,6}$/.test(id)) throw invalid(`"${line.slice(0, 80)}" is no class`, number)
    if (order.has(Number(id))) throw invalid(`${id} was there before`, number)
    order.set(Number(id), wnid)
  }
  if (order.size === 0) throw new AcuityError('labels-invalid', `${file} holds no class.`)
  return order
}
