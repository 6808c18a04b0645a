import type { ClassEntry } from '../../../shared/dataset.ts'
import { Fingerprint } from '../dataset/index.ts'
import type { Database, KnownImage } from '../db/index.ts'

const PAGE = 1000

/** The images not yet removed, in order of their path; other work gets its turn between pages. */
async function* knownImages(db: Database, datasetId: number): AsyncGenerator<KnownImage> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = db.images.known(datasetId, after, PAGE)
    yield* page
    after = page.at(-1)?.path
    await new Promise(setImmediate)
  }
}

/** What the database knows, by path, to be compared with the folder. */
export async function readKnown(db: Database, datasetId: number): Promise<Map<string, KnownImage>> {
  const known = new Map<string, KnownImage>()
  for await (const image of knownImages(db, datasetId)) known.set(image.path, image)
  return known
}

/** The fingerprint of what is known, but for the images about to be removed. */
export async function fingerprintOf(
  db: Database,
  datasetId: number,
  classes: readonly ClassEntry[],
  gone: ReadonlyMap<string, KnownImage>,
): Promise<string> {
  const fingerprint = new Fingerprint(classes)
  for await (const image of knownImages(db, datasetId))
    if (image.counted && !gone.has(image.path)) fingerprint.add(image)
  return fingerprint.digest()
}
