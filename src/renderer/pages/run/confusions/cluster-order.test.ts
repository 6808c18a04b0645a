import { describe, expect, it } from 'vitest'
import { clusterOrder } from './cluster-order.ts'

const pair = (label: number, predicted: number, count: number) => ({ label, predicted, count })

/** Counts drawn by a linear congruential generator: the same at each call. */
function drawn(pairs: number, classes: number) {
  let state = 1
  const next = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
  return Array.from({ length: pairs }, () => pair(next(classes), next(classes), 1 + next(20)))
}

describe('classes by confusion', () => {
  it('puts those that are confused beside each other, whichever is taken for which', () => {
    const order = clusterOrder([pair(0, 5, 9), pair(3, 1, 4), pair(5, 0, 2)], 6)
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5])
    expect(Math.abs(order.indexOf(0) - order.indexOf(5))).toBe(1)
    expect(Math.abs(order.indexOf(1) - order.indexOf(3))).toBe(1)
  })

  it('turns clusters so that the most alike of their classes meet', () => {
    // Two pairs, joined by a confusion of 0 with 3 alone.
    const order = clusterOrder([pair(0, 1, 9), pair(2, 3, 9), pair(0, 3, 2)], 4)
    expect([order, order.toReversed()]).toContainEqual([1, 0, 3, 2])
  })

  it('averages over a cluster: one strong tie does not draw a class to those it has nothing to do with', () => {
    // 4 is confused with 0 eight times (two a class in its group of four), with 5 three times.
    const group = [pair(0, 1, 20), pair(1, 2, 20), pair(2, 3, 20), pair(0, 2, 20), pair(1, 3, 20), pair(0, 3, 20)]
    const order = clusterOrder([...group, pair(4, 0, 8), pair(4, 5, 3)], 6)
    expect(Math.abs(order.indexOf(4) - order.indexOf(5))).toBe(1)
  })

  it('leaves classes that nothing is confused with in their order', () =>
    expect(clusterOrder([], 5)).toEqual([0, 1, 2, 3, 4]))

  it('names each class once, however much is confused', () => {
    const order = clusterOrder(drawn(2000, 100), 100)
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index))
  })

  it('does not keep the window waiting for 1000 classes and 25,000 pairs', () => {
    const pairs = drawn(25_000, 1000)
    // The processor's time: how long it takes on a busy machine says nothing of it.
    const before = process.threadCpuUsage()
    clusterOrder(pairs, 1000)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(1000)
  })
})
