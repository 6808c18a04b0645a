import { z } from 'zod'
import { ImageFault } from '../../../../shared/skip.ts'
import type { Stored, StoredReader } from '../tar/index.ts'

/** What a shard's members of one key are together: an image, and what says its label. */
export interface Sample {
  readonly key: string
  /** Members that are images, the one that is taken first. */
  readonly images: readonly string[]
  readonly cls: Stored | ImageFault | null
  readonly json: Stored | ImageFault | null
}

/** By webdataset's rule: what comes before the first dot of the name, folders and all, and what behind. */
const MEMBER = /^(?<key>(?:.*\/)?[^/.]+)\.(?<extension>[^/]*)$/
const IMAGES = ['jpg', 'jpeg', 'png']

const MAX_CLS_BYTES = 256
const MAX_JSON_BYTES = 1 << 20

/** Groups the members of a shard; those without a key are part of no sample. */
export function groupSamples(files: ReadonlyMap<string, Stored | ImageFault>): Sample[] {
  const samples = new Map<
    string,
    { images: [rank: number, file: string][]; cls: Sample['cls']; json: Sample['json'] }
  >()
  for (const [file, stored] of files) {
    const { key, extension = '' } = MEMBER.exec(file)?.groups ?? {}
    if (key === undefined) continue
    const sample = samples.get(key) ?? { images: [], cls: null, json: null }
    samples.set(key, sample)
    const kind = extension.toLowerCase()
    if (IMAGES.includes(kind)) sample.images.push([IMAGES.indexOf(kind), file])
    else if (kind === 'cls' || kind === 'json') sample[kind] = stored
  }
  return [...samples].map(([key, { images, ...labels }]) => ({
    key,
    ...labels,
    images: images.toSorted(([a], [b]) => a - b).map(([, file]) => file),
  }))
}

/** Whether samples look like those of webdataset: an image, and its label under the same key. */
export const areSamples = (samples: readonly Sample[]) =>
  samples.some(
    ({ key, images, cls, json }) => images.length > 0 && (cls !== null || (json !== null && !key.includes('/'))),
  )

/**
 * The label of a sample: its `.cls`, an index or the id of a class, or what its `.json` says where it has none.
 * @returns undefined where neither says any
 */
export function labelOf({ cls, json }: Sample, reader: StoredReader): number | string | undefined {
  if (cls !== null) return asLabel(textOf(cls, reader, MAX_CLS_BYTES)?.trim())
  const text = json && textOf(json, reader, MAX_JSON_BYTES)
  const { data } = Described.safeParse(parsed(text ?? ''))
  const said = [data?.label, data?.class_index, data?.wnid].map(asLabel).filter((label) => label !== undefined)
  // A label in words stands beside an id or an index often enough.
  return said.find((label) => typeof label === 'number' || /^n\d{8}$/.test(label)) ?? said[0]
}

const Label = z.union([z.int(), z.string()]).optional().catch(undefined)
const Described = z.object({ label: Label, class_index: Label, wnid: Label })

function asLabel(value: number | string | undefined): number | string | undefined {
  if (typeof value !== 'string') return value
  if (/^-?\d{1,9}$/.test(value)) return Number(value)
  return value === '' ? undefined : value.slice(0, 80)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textOf(stored: Stored | ImageFault, reader: StoredReader, most: number): string | null {
  return stored instanceof ImageFault || stored.size > most ? null : reader.text(stored)
}
