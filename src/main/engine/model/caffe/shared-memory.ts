import type { Layer } from './net.ts'
import { invalid } from './prototxt/place.ts'

/** Layers whose tops are other names for the memory of their bottom; the last two only where they have one of each. */
const SHARING = new Set(['Split', 'Flatten', 'Reshape', 'Concat', 'Slice'])

/**
 * Keeps book of the blobs that share memory in Caffe: when a layer works in place on one of them, the others change
 * as well, which nobody who reads the text would expect. Such a network is refused where it matters.
 * Source: ShareData in src/caffe/layers/{split,flatten,reshape,concat,slice}_layer.cpp.
 */
export class SharedMemory {
  readonly #sharing = new Map<string, Set<string>>()
  /** Blobs that an in-place layer has changed under another name, with that layer. */
  readonly #changed = new Map<string, Layer>()

  /** @throws AcuityError `model-invalid` where the layer reads what another has changed behind its back */
  read({ name, bottoms, place }: Layer): void {
    for (const blob of bottoms) {
      const by = this.#changed.get(blob)
      if (by)
        throw invalid(
          place,
          `layer ${JSON.stringify(name)} reads the blob ${JSON.stringify(blob)}, which in Caffe shares its memory with one ` +
            `that layer ${JSON.stringify(by.name)} (line ${by.place.line}) has changed in place: give that layer another top.`,
        )
    }
  }

  write(layer: Layer): void {
    const { type, bottoms, tops } = layer
    for (const top of tops) {
      if (bottoms.includes(top)) {
        for (const other of this.#sharing.get(top) ?? []) if (other !== top) this.#changed.set(other, layer)
        continue
      }
      this.#sharing.get(top)?.delete(top)
      this.#sharing.delete(top)
      this.#changed.delete(top)
    }
    const [bottom] = bottoms
    const alone = type === 'Split' || (bottoms.length === 1 && tops.length === 1)
    if (bottom === undefined || !alone || !SHARING.has(type)) return
    const group = this.#sharing.get(bottom) ?? new Set([bottom])
    for (const blob of [bottom, ...tops]) this.#sharing.set(blob, group.add(blob))
  }
}
