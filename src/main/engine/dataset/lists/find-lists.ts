import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

const GROUND_TRUTH = 'ILSVRC2012_validation_ground_truth.txt'
export const isGroundTruth = (file: string) => path.posix.basename(file) === GROUND_TRUTH
/** The devkit as it is downloaded. */
export const isPackedDevkit = (file: string) => /^ILSVRC20\d\d_devkit.*\.(tar|tgz|tar\.gz)$/i.test(file)

/** Of ILSVRC's validation set and no other: they may lie further away from it. */
const OF_ILSVRC = ['LOC_val_solution.csv', 'imagenet_2012_validation_synset_labels.txt', GROUND_TRUTH]
/** Caffe's label file, which may label few of the images that it lies with. */
export const CAFFES = 'val.txt'
/** Lists that are picked up by their names where they lie with the images or beside their folder, the surest first. */
const LISTS = [
  CAFFES,
  'val_map.txt',
  'val_annotations.txt',
  'labels.json',
  'metadata.jsonl',
  'metadata.csv',
  ...OF_ILSVRC,
]

/** In a devkit's root, and in the folder that it is unpacked into. */
const IN_DEVKIT = ['data', 'ILSVRC2012_devkit_t12', 'ILSVRC2012_devkit_t12/data']
/** The names of lists, and of those in a devkit, where they lie with the images. */
export const OWN_LISTS = [...LISTS, ...IN_DEVKIT.map((place) => `${place}/${GROUND_TRUTH}`)]

/** Of Kaggle's ILSVRC/Data/CLS-LOC/val, the list lies beside ILSVRC. */
const FOLDERS_ABOVE = 4

/** The lists that may be of a folder's images but do not lie with them: beside the folder, above it, or in a devkit in one of these. */
export async function listsAround(root: string): Promise<string[]> {
  const above = [path.dirname(root)]
  while (above.length < FOLDERS_ABOVE) above.push(path.dirname(above.at(-1) ?? root))
  return existing([
    ...LISTS.map((name) => path.join(path.dirname(root), name)),
    ...above.flatMap((base) => OF_ILSVRC.map((name) => path.join(base, name))),
    ...above.flatMap((base) => IN_DEVKIT.map((place) => path.join(base, place, GROUND_TRUTH))),
  ])
}

/** The ground truth in the folder of a devkit, or in its folder of data; null where there is none. */
export async function groundTruthIn(folder: string): Promise<string | null> {
  const [found = null] = await existing(['', ...IN_DEVKIT].map((place) => path.join(folder, place, GROUND_TRUTH)))
  return found
}

/** A devkit that lies with a folder's images, or beside the folder, and was not unpacked. */
export async function packedDevkit(root: string): Promise<string | null> {
  for (const folder of [root, path.dirname(root)]) {
    const name = (await readdir(folder).catch(() => [])).find(isPackedDevkit)
    if (name !== undefined) return path.join(folder, name)
  }
  return null
}

async function existing(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all([...new Set(files)].map(async (file) => ((await isFile(file)) ? [file] : [])))
  return found.flat()
}

const isFile = (file: string) =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
