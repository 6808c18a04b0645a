import { expect, it } from 'vitest'
import { printedNumber, printedSide, published } from './published.ts'

it('holds the six rows as they were printed', () => {
  const lines = published.map(({ architecture, input, crop, top1, top5, rate }) =>
    [architecture, input, crop, ...[top1, top5, rate].map(({ figure, against }) => `${figure} ${against}`.trim())].join(
      ' | ',
    ),
  )
  expect(lines).toEqual([
    'AlexNet | 256×256 | 227×227 | 57.1% | 80.2% | 624 fps',
    'AlexNet | 128×128 | 99×99 | 42.7% (-14.4) | 67.3% (-12.8) | 3368 fps (5.4x speedup)',
    'AlexNet | 128×128 | 111×111 | 46.2% (-10.9) | 70.1% (-10.1) | 2191 fps (3.4x speedup)',
    'VGG_F | 128×128 | 99×99 | 41.2% (-15.9) | 65.7% (-14.5) | 2876 fps (4.6x speedup)',
    'VGG_F_extralayer | 128×128 | 99×99 | 48.3% (-8.8) | 72.8% (-7.4) | 1600 fps (2.5x speedup)',
    'VGG_F_extralayer | 128×128 | 111×111 | 50.2% (-6.9) | 75.1% (-5.1) | 1248 fps (2x speedup)',
  ])
})

it('reads the number of a printed figure', () => {
  expect(['57.1%', '(-14.4)', '3368 fps', '(2x speedup)', ''].map(printedNumber)).toEqual([57.1, -14.4, 3368, 2, null])
  expect(printedSide('227×227')).toBe(227)
})
