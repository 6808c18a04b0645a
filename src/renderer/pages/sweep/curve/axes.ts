import { describeClasses } from '../../../lib/class-name.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import type { CurveY } from '../../../../shared/sweep-curve.ts'
import type { CurveX } from '../../../lib/curve-address.ts'
import { compact, fps, threeDigits } from '../../../lib/format.ts'
import type { Better } from '../../../lib/pareto.ts'

interface Axis {
  /** In a choice of axes, and in a sentence once its first letter is small. */
  name: string
  /** At the axis itself, with its unit. */
  title: string
  better: Better
  /** A value as it stands in a table. */
  text: (value: number) => string
  /** The same at the axis. */
  tick: (value: number) => string
}

export const xAxes: Record<CurveX, Axis> = {
  crop: {
    name: 'Crop',
    title: 'Crop: side of what the network sees, in pixels',
    better: 'less',
    text: String,
    tick: String,
  },
  macs: {
    name: 'Multiply-adds',
    title: 'Multiply-adds for one image',
    better: 'less',
    text: compact,
    tick: compact,
  },
  session: {
    name: 'Session rate',
    title: 'Session rate: images a second of the network alone',
    better: 'more',
    text: fps,
    tick: threeDigits,
  },
  pipeline: {
    name: 'Pipeline rate',
    title: 'Pipeline rate: images a second from files to predictions',
    better: 'more',
    text: fps,
    tick: threeDigits,
  },
}

export const yAxes: Record<CurveY, { choice: string; better: Better }> = {
  top1: { choice: 'Top-1', better: 'more' },
  top5: { choice: 'Top-5', better: 'more' },
  classes: { choice: 'Classes', better: 'more' },
  ece: { choice: 'Calibration', better: 'less' },
}

interface Measured {
  y: CurveY
  classes: readonly number[]
}

/** What is drawn, in full: `Top-1`, `Top-1 of tench`, `Top-1 of 12 classes`. */
export function measureTitle({ y, classes }: Measured, known: readonly ClassEntry[]): string {
  if (y === 'classes') return `Top-1 of ${describeClasses(classes, known)}`
  return y === 'ece' ? 'Calibration error' : yAxes[y].choice
}

/** The same within a sentence. */
export function measureText(measured: Measured, known: readonly ClassEntry[]): string {
  return decapitalised(measureTitle(measured, known))
}

export const decapitalised = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
