import { resizedSize } from '../../../../shared/resized-size.ts'
import { ImageFault } from '../../../../shared/skip.ts'
import { CropMemory, CropStore, isStorable, placeOf, type SourceFile } from '../../crop-cache/index.ts'
import {
  createPreprocessor,
  cropResized,
  FileReader,
  ImageMemory,
  insideOf,
  planCrop,
  surround,
  timeAsIndexed,
  type DecodedImage,
  type Preprocessor,
  type StoredImage,
} from '../../image/index.ts'
import { openSource, type Images } from '../../sources/index.ts'
import type { CroppedImages, EvaluateTasks, QueuedImage } from './evaluate-tasks.ts'
import { cropBytes, type Layout, type Plane, type ResizedPlanes } from './layout.ts'

/** Larger files are not cached: what is hashed lies in the cache's memory, which never shrinks. */
const MAX_HASHED_BYTES = 32 << 20

/** Turns images into crops: in slots of its own, or in one that other threads infer from. */
export class Cropper {
  readonly #reader: FileReader
  readonly #imageAt: Images
  readonly #layout: Layout
  readonly #preprocessor: Preprocessor
  readonly #memory: CropMemory
  readonly #stores: readonly (CropStore | null)[]

  constructor({ source, layout, cropCaches, slots, memory }: EvaluateTasks['openImages']['input']) {
    this.#imageAt = openSource(source)
    this.#layout = layout
    const images = new ImageMemory(memory)
    this.#reader = new FileReader('resume the run', images)
    this.#preprocessor = createPreprocessor(undefined, images)
    const largest = Math.max(...layout.planes.map(({ geometry }) => cropBytes(geometry)))
    this.#memory = new CropMemory(Math.max(largest, slots * layout.slotBytes))
    this.#stores = cropCaches.map((cache) => cache && new CropStore(cache, this.#memory))
  }

  /**
   * Lays the crops of the images that have one without gaps, each plane's from its beginning on.
   * @param planes that are asked for
   * @param target the slot: one of its own, by its number, where no shared one is given
   * @throws AcuityError `file-unreadable` where the machine is at fault, not an image
   */
  crop(images: readonly QueuedImage[], planes: readonly number[], target: Target): CroppedImages {
    const batch: Batch = {
      target,
      resizes: this.#layout.resizes.flatMap(({ planes: all, ...resized }, at) => {
        const wanted = all.filter((plane) => planes.includes(plane))
        return wanted.length === 0 ? [] : [{ ...resized, planes: wanted, store: this.#stores[at] ?? null, at }]
      }),
      filled: this.#layout.planes.map(() => 0),
      result: { skips: [], damages: [], decodeMs: 0, decoded: 0, cached: 0 },
    }
    const isCached = this.#stores.some((store) => store !== null)
    // Asked all at once: between one image's pixels and the next one's, what a system knows of files is out of reach of
    // the processor's caches, and asking takes four times as long.
    const all = images.map((image): Found => {
      const stored = this.#imageAt(image.file)
      return { image, stored, mtimeMs: isCached ? timeAsIndexed(stored, image) : null }
    })
    for (const found of all) {
      const before = { filled: [...batch.filled], skips: batch.result.skips.length }
      try {
        this.#take(found, batch)
      } catch (error) {
        if (!(error instanceof ImageFault)) throw error
        // It is skipped in all, also where a cache had some of its crops.
        batch.filled = before.filled
        batch.result.skips.splice(before.skips, Infinity, skipOf(found, error, null))
      } finally {
        this.#preprocessor.release()
        this.#reader.release()
      }
    }
    return batch.result
  }

  /** Crops in a slot of its own, from the beginning of a plane on; void once its memory grows. */
  ownPixels(slot: number, plane: number): Uint8Array {
    const { planes, slotBytes } = this.#layout
    const from = slot * slotBytes
    return this.#memory.crops(from + (planes[plane]?.offset ?? 0), from + slotBytes)
  }

  close(): void {
    for (const store of this.#stores) store?.close()
  }

  /** Every resize of an image: what its caches have is taken from them, and for all others it is decoded once. */
  #take(found: Found, batch: Batch): void {
    const { result } = batch
    const missing = batch.resizes.filter((resized) => !this.#takeCached(found, resized, batch))
    if (missing.length === 0) {
      result.cached += 1
      return
    }
    const start = performance.now()
    const { damage } = this.#decode(found, missing, batch)
    result.decodeMs += performance.now() - start
    result.decoded += 1
    if (damage !== null) result.damages.push({ imageId: found.image.id, detail: damage })
  }

  #takeCached(found: Found, { at, store, planes }: WantedResize, batch: Batch): boolean {
    const entry = found.image.cropEntries[at]
    if (!entry || !store || !this.#isOfFile(entry, found) || !store.load(entry)) return false
    for (const plane of planes)
      this.#place(found, plane, batch, ({ geometry }, at, slot) => {
        const window = planCrop(entry, geometry)
        const inside = insideOf(entry, window)
        const from = slot ? 0 : at
        store.cut(entry, inside, from)
        const crop = this.#memory.crops(from, from + cropBytes(geometry))
        surround(crop, window, inside, geometry)
        slot?.set(crop, at)
      })
    return true
  }

  /**
   * Whether cached pixels are of the file as it is: one that was written since they were made, or that lies elsewhere than
   * the one they were made of, is read whole to know.
   */
  #isOfFile({ source }: { source: SourceFile | null }, { image, stored, mtimeMs }: Found): boolean {
    if (mtimeMs === null) return false
    if (mtimeMs === source?.mtimeMs && placeOf(image.file) === source.place) return true
    return source?.hash === this.#memory.hashOf(this.#reader.read(stored, image))
  }

  #decode(found: Found, missing: readonly WantedResize[], batch: Batch): { damage: string | null } {
    const content = this.#reader.read(found.stored, found.image)
    const keeping = missing.filter((resized) => this.#isKept(found, resized))
    // Before anything is placed: the memory may grow, and views of it are void then.
    const place = placeOf(found.image.file)
    const source =
      keeping.length > 0 ? { mtimeMs: this.#reader.mtimeMs, hash: this.#memory.hashOf(content), place } : null
    const geometries = missing.flatMap(({ planes }) => planes.map((plane) => this.#planeAt(plane).geometry))
    const image = this.#preprocessor.decode(content, source ? undefined : geometries)
    // Whoever takes it from the cache would not know.
    const { damage } = this.#preprocessor
    for (const resized of missing) {
      const keeps = damage === null && keeping.includes(resized)
      this.#resize(image, found, resized, batch, keeps ? source : null)
    }
    return { damage }
  }

  /** What the cache would not take is not made: the whole of a panorama may be many times its crop. */
  #isKept({ image, mtimeMs }: Found, { store, resize }: WantedResize): boolean {
    if (store === null || mtimeMs === null || image.cropIdentity === null || image.bytes > MAX_HASHED_BYTES)
      return false
    return isStorable(resizedSize(image.width, image.height, resize))
  }

  /** @param source of which file the cache keeps the whole resized image; null where it does not */
  #resize(
    image: DecodedImage,
    found: Found,
    { resize, planes, store }: WantedResize,
    batch: Batch,
    source: SourceFile | null,
  ): void {
    const crops = planes.map((plane) => this.#planeAt(plane).geometry)
    const resized = image.resize(resize, source ? undefined : crops)
    for (const plane of planes)
      this.#place(found, plane, batch, ({ geometry }, at, slot) => {
        const end = at + cropBytes(geometry)
        cropResized(resized, geometry, slot ? slot.subarray(at, end) : this.#memory.crops(at, end))
      })
    const { cropIdentity } = found.image
    if (source && cropIdentity !== null) store?.append(cropIdentity, { ...resized.size, data: resized.data }, source)
  }

  /** Has a crop written where the plane's next belongs; one that there cannot be is left out. */
  #place(
    found: Found,
    plane: number,
    batch: Batch,
    write: (plane: Plane, at: number, slot: Uint8Array | null) => void,
  ): void {
    const { filled, target, result } = batch
    const own = this.#planeAt(plane)
    const base = target.shared ? 0 : target.slot * this.#layout.slotBytes
    const count = filled[plane] ?? 0
    try {
      write(own, base + own.offset + count * cropBytes(own.geometry), target.shared)
      filled[plane] = count + 1
    } catch (error) {
      if (!(error instanceof ImageFault)) throw error
      result.skips.push(skipOf(found, error, plane))
    }
  }

  #planeAt(index: number): Plane {
    const plane = this.#layout.planes[index]
    if (!plane) throw new Error(`no plane ${index}`)
    return plane
  }
}

/** Where crops are written: in one of the cropper's own slots, or in one that is shared. */
export interface Target {
  slot: number
  shared: Uint8Array | null
}

/** An image, and where it lies. */
interface Found {
  image: QueuedImage
  stored: StoredImage
  /** The time of its file where that is as it was indexed, and a crop cache may be asked. */
  mtimeMs: number | null
}

/** A resize with the planes that are asked for, its place among all, and the cache of what it gives. */
interface WantedResize extends ResizedPlanes {
  at: number
  store: CropStore | null
}

/** What is asked for, and what came of it so far. */
interface Batch {
  target: Target
  resizes: readonly WantedResize[]
  /** Crops that lie in each plane. */
  filled: number[]
  result: CroppedImages
}

const skipOf = ({ image }: Found, { reason, message }: ImageFault, plane: number | null) => ({
  imageId: image.id,
  reason,
  detail: message,
  plane,
})
