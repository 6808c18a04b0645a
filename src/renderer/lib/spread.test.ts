import { expect, it } from 'vitest'
import { spread } from './spread.ts'

it('leaves labels alone that have room', () => expect(spread([50, 10, 30], 12, 100)).toEqual([50, 10, 30]))

it('moves those apart that would cover each other', () => expect(spread([10, 11, 12], 12, 100)).toEqual([10, 22, 34]))

it('pushes back what would leave the bottom', () => expect(spread([96, 95, 99], 12, 100)).toEqual([88, 76, 100]))

it('says nothing of nothing', () => expect(spread([], 12, 100)).toEqual([]))
