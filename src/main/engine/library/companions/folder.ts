import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { foldersOf, ONNX_FOLDER } from './beside.ts'
import { withoutVariant } from './variants.ts'

/** What Optimum and transformers.js call the network of a folder, with what they add for other precisions. */
const OWN_NAME = 'model'
const CONFIGS = ['config.json', 'preprocessor_config.json', 'processor_config.json']

/** A folder that is a model: of transformers.js, or as Optimum exports it. */
export interface ModelFolder {
  /** The ONNX file that is meant by it. */
  file: string
  /** The same network in other precisions, by their names in the folder. */
  others: readonly string[]
}

/**
 * The model that a folder is: with one of `CONFIGS` in it, and `model.onnx` beside that or in its
 * folder onnx. Of several precisions `model.onnx` is meant, else the first by name.
 * @returns null for any other folder, and what is no folder
 */
export async function modelFolder(folder: string): Promise<ModelFolder | null> {
  const names = await namesIn(folder)
  if (!CONFIGS.some((name) => names.includes(name))) return null
  for (const within of [ONNX_FOLDER, '']) {
    const found = (await namesIn(path.join(folder, within))).filter(isOwnName).toSorted()
    const own = found.includes(`${OWN_NAME}.onnx`) ? `${OWN_NAME}.onnx` : found[0]
    if (own === undefined) continue
    const others = found.filter((name) => name !== own).map((name) => path.join(within, name))
    return { file: path.join(folder, within, own), others }
  }
  return null
}

/**
 * What a network of such a folder is called, whose file is called `model` as every other one's: the folder's name, with what
 * tells its precision. Undefined for any other file.
 */
export function folderName(file: string): string | undefined {
  if (!isOwnName(path.basename(file))) return undefined
  const folder = foldersOf(file).findLast((each) => CONFIGS.some((name) => existsSync(path.join(each, name))))
  return folder && path.basename(folder) + path.parse(file).name.slice(OWN_NAME.length)
}

function isOwnName(name: string): boolean {
  const { name: stem, ext } = path.parse(name)
  return ext.toLowerCase() === '.onnx' && withoutVariant(stem) === OWN_NAME
}

/** Nothing of what cannot be listed. */
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])
