// CUDA's device code lies in an ELF file's section `.nv_fatbin`: containers, each with an entry for every architecture.
// NVIDIA does not publish the layout. It was read off ONNX Runtime's provider, whose containers these entries fill exactly.

const CONTAINER_MAGIC = 0xba55ed50
/** PTX, which is 1, is compiled by the driver and would do for a newer GPU: it is not kept either. */
const CUBIN = 2

interface Section {
  name: string
  offset: number
  size: number
}

/**
 * Overwrites the device code of other architectures with zeros, which compress to nothing; all else stays in its place.
 * The library then works on GPUs of these architectures only.
 * @param library an ELF file, changed in place
 * @param architectures as in 90 for sm_90
 * @returns bytes of device code that are left for each architecture
 * @throws Error where none of them is among what the library holds
 */
export function pruneDeviceCode(library: Buffer, architectures: ReadonlySet<number>): Map<number, number> {
  const left = new Map<number, number>()
  const found = new Set<number>()
  for (const { offset, size } of sectionsOf(library).filter(({ name }) => name === '.nv_fatbin')) {
    for (const entry of entriesIn(library, offset, offset + size)) {
      found.add(entry.architecture)
      if (entry.kind === CUBIN && architectures.has(entry.architecture))
        left.set(entry.architecture, (left.get(entry.architecture) ?? 0) + entry.end - entry.start)
      else library.fill(0, entry.start, entry.end)
    }
  }
  if (left.size > 0) return left
  throw new Error(`the library holds device code for ${[...found].join(', ') || 'no GPU'}, none of what is to be kept`)
}

function sectionsOf(elf: Buffer): Section[] {
  if (elf.toString('latin1', 1, 4) !== 'ELF') throw new Error('it is no ELF file')
  const table = Number(elf.readBigUInt64LE(0x28))
  const [entry, count, names] = [elf.readUInt16LE(0x3a), elf.readUInt16LE(0x3c), elf.readUInt16LE(0x3e)]
  const sectionAt = (i: number) => ({
    offset: Number(elf.readBigUInt64LE(table + i * entry + 0x18)),
    size: Number(elf.readBigUInt64LE(table + i * entry + 0x20)),
  })
  const { offset: strings } = sectionAt(names)
  return Array.from({ length: count }, (_, i) => {
    const start = strings + elf.readUInt32LE(table + i * entry)
    return { name: elf.toString('latin1', start, elf.indexOf(0, start)), ...sectionAt(i) }
  })
}

function* entriesIn(elf: Buffer, from: number, end: number) {
  for (let at = from; at + 16 <= end;) {
    // Containers are aligned to eight bytes, with zeros between them.
    if (elf.readUInt32LE(at) !== CONTAINER_MAGIC) {
      at += 8
      continue
    }
    let entry = at + elf.readUInt16LE(at + 6)
    const last = entry + Number(elf.readBigUInt64LE(at + 8))
    while (entry < last) {
      const start = entry + elf.readUInt32LE(entry + 4)
      const size = Number(elf.readBigUInt64LE(entry + 8))
      yield { kind: elf.readUInt16LE(entry), architecture: elf.readUInt32LE(entry + 28), start, end: start + size }
      entry = start + size
    }
    at = last
  }
}
