import type { Calibration, CalibrationBin } from '../../../../shared/calibration.ts'
import { percent, UNKNOWN } from '../../../../shared/text.ts'
import { binRange, count, counted } from '../../../lib/format.ts'

/** What the calibration comes to; null until an image has been answered. */
export function describeCalibration(calibration: Calibration): string | null {
  const { images, unanswered, correct, meanConfidence, ece, mce } = calibration
  if (meanConfidence === null || ece === null || mce === null) return null
  const excess = meanConfidence - correct / images
  const side = excess > 0 ? 'above' : 'below'
  return (
    `Confidence and accuracy are ${points(ece)} percentage points apart on average (ECE), and ${points(mce)} in the ` +
    `worst bin (MCE). The mean confidence of ${percent(meanConfidence)} is ${points(Math.abs(excess))} points ${side} top-1` +
    (unanswered === 0 ? '.' : ` of the images with an answer: ${count(unanswered)} have none, and so no confidence.`)
  )
}

/** A difference of two fractions. */
const points = (difference: number) => (difference * 100).toFixed(1)

/** Every figure of a bin, for a tooltip. */
export function describeBin(bin: CalibrationBin): string {
  const title = `Confidence ${binRange(bin)}: ${counted(bin.images, 'image')}`
  if (bin.accuracy === null || bin.meanConfidence === null) return title
  return `${title}, ${count(bin.correct)} right\nAccuracy ${percent(bin.accuracy)}, mean confidence ${percent(bin.meanConfidence)}`
}

/** `+12.3%` where a bin is more confident than right. */
export function binGap({ accuracy, meanConfidence }: CalibrationBin): string {
  if (accuracy === null || meanConfidence === null) return UNKNOWN
  const gap = meanConfidence - accuracy
  return `${gap < 0 ? '−' : '+'}${percent(Math.abs(gap))}`
}

/** A number of images in four characters: `999`, `1.2k`, `27k`. */
export function shortCount(images: number): string {
  if (images < 1000) return String(images)
  return images < 9950 ? `${(images / 1000).toFixed(1)}k` : `${Math.round(images / 1000)}k`
}
