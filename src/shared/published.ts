import type { FoundingRow } from './founding-table.ts'

/** Where the published figures come from, and what they were measured on. */
export const PUBLISHED_SOURCE = 'quoted from F. N. Iandola 2015: ImageNet-1k val, Caffe on an NVIDIA K40'

/**
 * The table that started this project, as it was printed. Nothing of it is computed: some of its deltas and ratios
 * disagree with its own figures in the last digit.
 */
export const published: readonly FoundingRow[] = [
  row('AlexNet', 256, 227, ['57.1%', ''], ['80.2%', ''], ['624 fps', '']),
  row('AlexNet', 128, 99, ['42.7%', '(-14.4)'], ['67.3%', '(-12.8)'], ['3368 fps', '(5.4x speedup)']),
  row('AlexNet', 128, 111, ['46.2%', '(-10.9)'], ['70.1%', '(-10.1)'], ['2191 fps', '(3.4x speedup)']),
  row('VGG_F', 128, 99, ['41.2%', '(-15.9)'], ['65.7%', '(-14.5)'], ['2876 fps', '(4.6x speedup)']),
  row('VGG_F_extralayer', 128, 99, ['48.3%', '(-8.8)'], ['72.8%', '(-7.4)'], ['1600 fps', '(2.5x speedup)']),
  row('VGG_F_extralayer', 128, 111, ['50.2%', '(-6.9)'], ['75.1%', '(-5.1)'], ['1248 fps', '(2x speedup)']),
]

type Pair = [figure: string, against: string]

function row(architecture: string, input: number, crop: number, top1: Pair, top5: Pair, rate: Pair): FoundingRow {
  const compared = ([figure, against]: Pair) => ({ figure, against })
  return {
    architecture,
    input: `${input}×${input}`,
    crop: `${crop}×${crop}`,
    top1: compared(top1),
    top5: compared(top5),
    rate: compared(rate),
  }
}

/** What a row of the table is of. */
export interface FoundingSize {
  architecture: string
  /** Side of the squashed image, and of the crop that is cut from it, in pixels. */
  input: number
  crop: number
}

export const foundingSizes: readonly FoundingSize[] = published.map(({ architecture, input, crop }) => ({
  architecture,
  input: printedSide(input),
  crop: printedSide(crop),
}))

/** `AlexNet 256/227` */
export const describeFoundingSize = ({ architecture, input, crop }: FoundingSize) => `${architecture} ${input}/${crop}`

/** The number that a printed figure begins with: 57.1 of `57.1%`, -14.4 of `(-14.4)`; null where nothing is printed. */
export function printedNumber(text: string): number | null {
  const value = Number.parseFloat(text.replace('(', ''))
  return Number.isNaN(value) ? null : value
}

/** The side of a printed square: 227 of `227×227`. */
export function printedSide(text: string): number {
  return Number.parseInt(text, 10)
}
