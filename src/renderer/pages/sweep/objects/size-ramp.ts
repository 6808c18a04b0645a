import { seriesAt, type Series } from '../chart/series.ts'

/** Colours of the ramp, from that of the smallest size on. */
const COLOURS = 12

/**
 * The look of a size among `count`: by a ramp from small to large, as sizes are in order, and by the mark of its points.
 * Lines are whole; where colours are a person's own, dashes tell them apart as well.
 */
export function sizeLook(size: number, count: number): Series {
  const place = count < 2 ? 1 : size / (count - 1)
  const { mark, dashes } = seriesAt(size)
  return {
    colour: `var(--ramp-${1 + Math.round(place * (COLOURS - 1))})`,
    mark,
    dashes: `var(--ramp-dashes, ${dashes})`,
  }
}
