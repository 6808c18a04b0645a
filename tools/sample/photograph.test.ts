import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { annotation } from './annotation.ts'
import { seeded } from './random.ts'
import { photograph } from './photograph.ts'
import { species } from './species.ts'

const bbox = join(import.meta.dirname, '../../resources/sample/bbox')
const val = join(import.meta.dirname, '../../resources/sample/val')

describe('a photograph', () => {
  test.each(species)('of a $names can be drawn again, to the byte', (kind) => {
    const committed = readFileSync(join(val, kind.id, `${kind.id}_0007.JPEG`))
    const drawn = photograph(kind, 'val 7')
    expect(drawn.bytes.equals(committed)).toBe(true)
    const annotated = readFileSync(join(bbox, kind.id, `${kind.id}_0007.xml`), 'utf8')
    expect(annotation(kind.id, `${kind.id}_0007`, drawn)).toBe(annotated)
  })

  test('differs from seed to seed: nothing of the sample is in the training draw', () => {
    const starts = species.flatMap(({ id }) => [
      ...Array.from({ length: 20 }, (_, i) => seeded(`${id} val ${i + 1}`).next()),
      ...Array.from({ length: 300 }, (_, i) => seeded(`${id} train ${i + 1}`).next()),
    ])
    expect(new Set(starts).size).toBe(starts.length)
  })
})
