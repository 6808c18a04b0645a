import type { Node } from '../onnx/read.ts'
import { regroup, type Regrouped, type To } from './regroup.ts'
import type { Element, Site } from './site.ts'

// Operators that give what they get in another shape, or parts of it. Each gives the axes that follow the images, and says
// what has to stay as it is where the file states a size of the export.

export type AxesRule = (site: Site) => readonly boolean[]

const STATED = 'its shape is stated in numbers, which hold the size of the export'

const normal = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis)

/** @param meant to be told of each Reshape whose numbers are to be those of the map before it */
export const reshape =
  (meant: Map<Node, Regrouped>): AxesRule =>
  (site) => {
    const [data, shape] = [site.input(0), site.input(1)]
    const [dims, axes] = [site.dims(data), site.axes(data)]
    const [values, elements] = [site.settings('shape', 1) ?? [], site.ints('shape') ? [] : site.elements(shape)]
    const target = site.outputDims.map((dim, i): To => {
      if (values[i] === -1) return { dim, from: 'rest' }
      if (values[i] === 0) return { dim, from: axes[i] ? 'free' : 'kept' }
      return { dim, from: elements[i] ?? 'stated' }
    })
    const before = dims.map((dim, i) => ({ dim, isFree: axes[i] === true }))
    const found = regroup(before, target)
    if (found && (found.meant.size === 0 || shape !== '')) {
      if (found.meant.size > 0) meant.set(site.node, found)
      return found.axes
    }
    site.fix(data, STATED)
    return target.map(({ from }) => from === 'free' || from === 'rest')
  }

export const flatten: AxesRule = (site) => {
  const axes = site.axes(site.input(0))
  const at = normal(site.int('axis') ?? 1, axes.length)
  return [axes.slice(0, at).includes(true), axes.slice(at).includes(true)]
}

export const transpose: AxesRule = (site) => {
  const axes = site.axes(site.input(0))
  const order = site.ints('perm') ?? axes.map((_, i) => axes.length - 1 - i)
  return order.map((at) => axes[at] === true)
}

export const squeeze: AxesRule = (site) => {
  const [dims, axes] = [site.dims(site.input(0)), site.axes(site.input(0))]
  const listed = site.settings('axes', 1)?.map((axis) => normal(axis, dims.length))
  const gone = new Set(listed ?? dims.flatMap((dim, i) => (dim === 1 ? [i] : [])))
  // Of axes that are not named, those are taken that are 1: at other sizes they are others.
  if (axes.some((isFree, i) => isFree && (!listed || gone.has(i)))) site.fix(site.input(0), STATED)
  return axes.filter((_, i) => !gone.has(i))
}

export const unsqueeze: AxesRule = (site) => {
  const axes = site.axes(site.input(0))
  const rank = site.outputDims.length
  const made = new Set((site.settings('axes', 1) ?? []).map((axis) => normal(axis, rank)))
  const old = axes.values()
  return Array.from({ length: rank }, (_, i) => (made.has(i) ? false : old.next().value === true))
}

export const concat =
  (from: number, step = 1): AxesRule =>
  (site) => {
    const rank = site.outputDims.length
    const along = normal(site.int('axis') ?? 1, rank)
    const names = site.node.inputs.filter((_, i) => i >= from && (i - from) % step === 0)
    return aligned(site, names, along)
  }

/**
 * Tensors that lie beside each other: their axes line up, from the last.
 * @param along an axis at which they need not
 * @param but so many of the last axes are left out
 */
export function aligned(site: Site, names: readonly string[], along?: number, but = 0): boolean[] {
  const rank = site.outputDims.length
  const at = (name: string, i: number) => {
    const before = rank - site.dims(name).length
    return { dim: site.dims(name)[i - before] ?? 1, isFree: site.axes(name)[i - before] === true }
  }
  return Array.from({ length: rank - but }, (_, i) => {
    const each = names.map((name) => ({ name, ...at(name, i) }))
    const free = each.filter(({ isFree }) => isFree)
    const stays = each.find(({ isFree, dim }) => !isFree && (dim > 1 || (along !== undefined && i !== along)))
    if (stays && i !== along) for (const { name } of free) site.fix(name, besideConstant(site, stays.name, i))
    return free.length > 0
  })
}

function besideConstant(site: Site, name: string, axis: number): string {
  const what = site.isComputed(name) ? 'what it gets beside is' : 'its constant is'
  return (
    `${what} of one size ([${site.dims(name).join(', ')}]) along axis ${axis}, where the map follows the images, as ` +
    'position embeddings and masks of attention windows are'
  )
}

export const expand: AxesRule = (site) => {
  const data = site.input(0)
  const elements = site.elements(site.input(1))
  const values = site.values(site.input(1)) ?? []
  const [rank, axes] = [site.outputDims.length, site.axes(data)]
  return Array.from({ length: rank }, (_, i) => {
    const isFree = axes[i - (rank - axes.length)] === true
    const at = i - (rank - elements.length)
    if (isFree && elements[at] === 'stated' && values[at] !== 1) site.fix(data, STATED)
    return isFree || elements[at] === 'free'
  })
}

export const filled: AxesRule = (site) => site.elements(site.input(0)).map(isFreeElement)

export const range: AxesRule = (site) => [site.node.inputs.some((name) => site.elements(name).some(isFreeElement))]

export const tile: AxesRule = (site) => {
  const repeats = site.elements(site.input(1))
  return site.axes(site.input(0)).map((isFree, i) => isFree || repeats[i] === 'free')
}

const isFreeElement = (element: Element) => element === 'free'
