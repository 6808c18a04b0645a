import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../../shared/run.ts'
import { affordable, bytesNeeded } from './placement-memory.ts'

const fused = (threads: number): Placement => ({
  kind: 'fused',
  sessions: threads,
  threadsPerSession: 1,
  decoders: threads,
})
const split: Placement = { kind: 'split', sessions: 2, threadsPerSession: 2, decoders: 4 }

describe('the bytes that a placement needs', () => {
  const costs = { before: 1e9, sessions: 50e6, slot: 8 * 224 * 224 * 3 }

  it('are what the process held, its sessions, its decoders, two slots for each of them, and a batch for each session', () => {
    expect(bytesNeeded(fused(3), costs)).toBe(1e9 + 3 * 50e6 + 3 * 12 * 2 ** 20 + (3 * 2 + 3) * 8 * 150_528)
  })

  it('of a split one have batches in shared memory too: one for each decoder, two for each session', () => {
    expect(bytesNeeded(split, costs)).toBe(1e9 + 2 * 50e6 + 4 * 12 * 2 ** 20 + (4 + 2 * 2 + 2) * 8 * 150_528)
  })
})

describe('what a limit leaves', () => {
  const needs = ({ sessions }: Placement) => sessions * 100
  const candidates = [fused(4), split]
  const smaller = [fused(3), fused(2), fused(1)]

  it('is everything that fits, the limit itself included', () => {
    expect(affordable(candidates, smaller, 400, needs)).toEqual({ candidates, isReduced: false })
    expect(affordable(candidates, smaller, 399, needs)).toEqual({ candidates: [split], isReduced: true })
  })

  it('is the largest of the smaller ones where no candidate fits, or nothing', () => {
    expect(affordable(candidates, smaller, 199, needs)).toEqual({ candidates: [fused(1)], isReduced: true })
    expect(affordable([fused(4)], smaller, 399, needs)).toEqual({ candidates: [fused(3)], isReduced: true })
    expect(affordable(candidates, smaller, 99, needs)).toBeNull()
  })
})
