import type { Layer } from './net.ts'
import { invalid } from './prototxt/location.ts'

/** Layers whose tops are other names for the memory of their bottom; the last two only where they have one of each. */
const SHARING = new Set(['Split', 'Flatten', 'Reshape', 'Concat', 'Slice'])

/** Memory that several blobs share. */
interface Memory {
  /** The first layer that worked in place on it, and on which blob: what the others hold is no longer theirs. */
  change: { blob: string; by: Layer } | null
}

/**
 * Keeps book of the blobs that share memory in Caffe: when a layer works in place on one of them, the others change
 * as well, which nobody who reads the text would expect. Such a network is refused where it matters.
 * Source: ShareData in src/caffe/layers/{split,flatten,reshape,concat,slice}_layer.cpp.
 */
export class SharedMemory {
  readonly #shared = new Map<string, Memory>()

  /** @throws AcuityError `model-invalid` where the layer reads what another has changed behind its back */
  read({ name, bottoms, location }: Layer): void {
    for (const blob of bottoms) {
      const change = this.#shared.get(blob)?.change
      if (change && change.blob !== blob)
        throw invalid(
          location,
          `layer ${JSON.stringify(name)} reads the blob ${JSON.stringify(blob)}, which in Caffe shares its memory with one ` +
            `that layer ${JSON.stringify(change.by.name)} (line ${change.by.location.line}) has changed in place: give that ` +
            'layer another top.',
        )
    }
  }

  write(layer: Layer): void {
    const { type, bottoms, tops } = layer
    for (const top of tops) {
      const memory = bottoms.includes(top) ? this.#shared.get(top) : undefined
      if (memory) memory.change ??= { blob: top, by: layer }
    }
    const [bottom] = bottoms
    const alone = type === 'Split' || (bottoms.length === 1 && tops.length === 1)
    if (bottom === undefined || !alone || !SHARING.has(type)) return
    const known = this.#shared.get(bottom)
    // What joins after a change has seen it.
    const memory = known && !known.change ? known : { change: null }
    for (const blob of [bottom, ...tops]) this.#shared.set(blob, memory)
  }
}
