import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { readText } from '../files/index.ts'
import { modificationsOf } from './marks.ts'

/** A network that ships as a Caffe deploy net, without weights. */
export interface Architecture {
  name: string
  file: string
  /** What it is, in one line. */
  title: string
  /** What {@link variantOf} can take or leave. */
  modifications: string[]
}

const SUFFIX = '.prototxt'

/**
 * The architectures in the folder of what ships with Acuity, by name.
 * @throws AcuityError `file-unreadable`
 */
export async function listArchitectures(resources: string): Promise<Architecture[]> {
  const folder = path.join(resources, 'architectures')
  const names = (await readdir(folder))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => path.basename(file, SUFFIX))
  return Promise.all(names.toSorted().map((name) => describe(name, path.join(folder, name + SUFFIX))))
}

/**
 * The architecture of that name, in whatever case: `vgg_f` is the VGG_F of the founding table.
 * @throws AcuityError `file-unreadable`
 */
export async function findArchitecture(resources: string, name: string): Promise<Architecture | undefined> {
  return (await listArchitectures(resources)).find((architecture) => architecture.name === name.toLowerCase())
}

async function describe(name: string, file: string): Promise<Architecture> {
  const text = await readText(file, 'architecture')
  const [, comment = name] = /^# (.+)$/m.exec(text) ?? []
  return { name, file, title: comment.trimEnd(), modifications: modificationsOf(text) }
}
