import type { ClassEntry } from '../../../shared/dataset.ts'
import { Fingerprint } from '../dataset/index.ts'
import type { Database, DatasetRow, KnownImage } from '../db/index.ts'

const PAGE = 1000

/** Images in order of their path; other work gets its turn between pages. */
async function* inPages<Image extends { path: string }>(
  pageAfter: (path: string, count: number) => Image[],
): AsyncGenerator<Image> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Image[] = pageAfter(after, PAGE)
    yield* page
    after = page.at(-1)?.path
    await new Promise(setImmediate)
  }
}

/** What the database knows, by path, to be compared with the folder. */
export async function readKnown(db: Database, datasetId: number): Promise<Map<string, KnownImage>> {
  const known = new Map<string, KnownImage>()
  for await (const image of inPages((after, count) => db.images.known(datasetId, after, count)))
    known.set(image.path, image)
  return known
}

/**
 * The fingerprint of a generation, published or not.
 * @param gone images of it, by their paths, that are about to be removed
 */
export async function fingerprintOf(
  db: Database,
  set: { datasetId: number; generation: number },
  classes: readonly ClassEntry[],
  gone?: ReadonlyMap<string, KnownImage>,
): Promise<string> {
  const fingerprint = new Fingerprint(classes)
  for await (const image of inPages((after, count) => db.images.fingerprinted(set, after, count)))
    if (!gone?.has(image.path)) fingerprint.add(image)
  return fingerprint.digest()
}

/**
 * Of a dataset whose fingerprints are of paths still: those of contents, of the generation that it is at and of all that there
 * are runs on, so that none looks like one of other images only because fingerprints are made otherwise now.
 */
export async function fingerprintsByContent(
  db: Database,
  { id, generation, byContent }: DatasetRow,
  classes: readonly ClassEntry[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  if (byContent || generation === 0) return found
  for (const each of new Set([...db.runs.generations(id), generation]))
    found.set(each, await fingerprintOf(db, { datasetId: id, generation: each }, classes))
  return found
}
