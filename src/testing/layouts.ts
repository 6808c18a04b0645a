import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from './folders.ts'
import { sampleDataset } from './sample.ts'
import { tarOf } from './tar.ts'

/** The ids of the sample's classes. */
export const wnids = readFileSync(path.join(sampleDataset, 'classes.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ')[0] ?? '')

interface SampleImage {
  label: number
  wnid: string
  name: string
  file: string
}

/** A few images of the sample's first three classes. */
export const images: readonly SampleImage[] = wnids.slice(0, 3).flatMap((wnid, label) =>
  readdirSync(path.join(sampleDataset, wnid))
    .toSorted()
    .slice(0, 8)
    .map((name) => ({ label, wnid, name, file: path.join(sampleDataset, wnid, name) })),
)

type Say = (image: SampleImage, at: number) => string

/** A folder with these images and their class list, each where it is said to lie, at the time of now. */
export function laid(place: Say, list?: Say): string {
  const root = temporaryFolder()
  cpSync(path.join(sampleDataset, 'classes.txt'), path.join(root, 'classes.txt'))
  for (const [at, image] of images.entries()) {
    const file = path.join(root, place(image, at))
    mkdirSync(path.dirname(file), { recursive: true })
    cpSync(image.file, file)
  }
  if (list) writeFileSync(path.join(root, 'val.txt'), images.map(list).join('\n'))
  return root
}

export const inClassFolders = (): string => laid(({ wnid, name }) => `${wnid}/${name}`)
/** In another order of paths as well. */
export const flatName: Say = (_, at) => `image-${100 - at}.JPEG`
export const flat = (): string => laid(flatName, (image, at) => `${flatName(image, at)} ${image.label}`)
export const inDigitFolders = (): string =>
  laid(({ label, name }) => `${label}/${name.replace('.JPEG', '-again.JPEG')}`)

/** The class folders in an archive. */
export function inTar(): string {
  const file = path.join(temporaryFolder(), 'images.tar')
  const list = { name: 'classes.txt', content: readFileSync(path.join(sampleDataset, 'classes.txt')) }
  const members = images.map((image) => ({ name: `${image.wnid}/${image.name}`, content: readFileSync(image.file) }))
  writeFileSync(file, tarOf(list, ...members))
  return file
}
