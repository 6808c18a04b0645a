import type { AxesRule } from './shapes.ts'
import type { Element, Site } from './site.ts'

// Operators that take parts of a map, or make it larger.

/** Numbers that stand for the end of an axis, wherever that is. */
const OPEN = 2 ** 31 - 1
/** Places as far as this from an end are meant as such, as a class token is: further ones may be a part of the export's size. */
const NEAR = 2

const isPlace = (value: number, from: Element | undefined) =>
  (from !== undefined && from !== 'stated') || Math.abs(value) >= OPEN || Math.abs(value) <= NEAR

const CUT = 'it cuts at a place that is stated in numbers, which may hold the size of the export'

export const slice: AxesRule = (site) => {
  const data = site.input(0)
  const [starts, ends] = [site.settings('starts', 1) ?? [], site.settings('ends', 2) ?? []]
  const listed = site.settings('axes', 3) ?? starts.map((_, i) => i)
  const elements = [1, 2].map((at) => (site.input(at) === '' ? [] : site.elements(site.input(at))))
  const axes = [...site.axes(data)]
  for (const [i, listedAxis] of listed.entries()) {
    const axis = listedAxis < 0 ? listedAxis + axes.length : listedAxis
    if (axes[axis] !== true) continue
    const [start, end] = [starts[i] ?? 0, ends[i] ?? OPEN]
    if (!isPlace(start, elements[0]?.[i]) || !isPlace(end, elements[1]?.[i])) site.fix(data, CUT)
    // Both from the same end: as long at any size.
    axes[axis] = !(Math.abs(end) <= NEAR && start >= 0 === end >= 0)
  }
  return axes
}

export const gather: AxesRule = (site) => {
  const [data, indices] = [site.input(0), site.input(1)]
  const axes = site.axes(data)
  const axis = site.int('axis') ?? 0
  const at = axis < 0 ? axis + axes.length : axis
  if (axes[at] === true && !(site.values(indices) ?? [OPEN - 1]).every((value) => isPlace(value, undefined)))
    site.fix(data, CUT)
  return [...axes.slice(0, at), ...site.axes(indices), ...axes.slice(at + 1)]
}

export const split: AxesRule = (site) => {
  const axes = site.axes(site.input(0))
  const axis = site.int('axis') ?? 0
  if (axes[axis < 0 ? axis + axes.length : axis] === true) site.fix(site.input(0), CUT)
  return axes
}

/** Scales that a network is built with; others are those of a size to another. */
const isScale = (scale: number) => Number.isInteger(2 * scale) || Number.isInteger(1 / scale)

/** Resize, and Upsample before it: of 11 with a region of interest among its inputs. */
export const resize: AxesRule = (site) => {
  const data = site.input(0)
  // Before operator set 11 a size is exported as the scale that it was, and cannot be told from one.
  const isOld = site.operator === 'Upsample' || site.node.inputs.length === 2
  const scalesAt = isOld ? 1 : 2
  const [scales, sizes] = [site.values(site.input(scalesAt)) ?? [], site.values(site.input(3)) ?? []]
  const byScale = sizes.length === 0
  const elements = site.elements(site.input(byScale ? scalesAt : 3))
  const listed = site.ints('axes') ?? site.axes(data).map((_, i) => i)
  return site.axes(data).map((isFree, axis) => {
    const i = listed.indexOf(axis)
    if (i < 0) return isFree
    const from = elements[i] ?? 'stated'
    if (isFree && from === 'stated' && (!byScale || (isOld && scales[i] !== 1) || !isScale(scales[i] ?? 1)))
      site.fix(data, byScale ? SCALED : 'it resizes the map to a size that is stated in numbers, that of the export')
    return isFree || from === 'free'
  })
}

const SCALED = 'it resizes the map by a scale that may be that of the export to a size'

/** Squared places, as PixelShuffle makes of channels. */
export const sameAxes: AxesRule = (site: Site) => site.axes(site.input(0))
