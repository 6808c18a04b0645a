import type { Node } from '../onnx/read.ts'
import { padRule, reach, type Pads, type PadRule, type Window } from './pads.ts'
import type { Regrouped } from './regroup.ts'
import type { AxesRule } from './shapes.ts'
import type { Site } from './site.ts'

/** A Pad whose numbers are constants, before what it pads. */
export interface Padding {
  site: Site
  data: string
  /** Of each axis. */
  pads: Pads[]
  /** Whether it pads with what a convolution does ('zero'), or a maximum pool ('lowest'). */
  fill: 'zero' | 'lowest' | 'other'
}

/** A layer whose windows lie where its pads say, and how those came about. */
export interface Strided {
  site: Site
  rule: PadRule
  /** The map without its pads. */
  data: string
  /** By which each axis may differ so that windows lie as they do at the size of the export. */
  steps: number[]
  padding: Padding | undefined
  isPool: boolean
  /** Whether it pads by anything at all. */
  isPadded: boolean
  /** Whether the runtime can be told to pad by SAME. */
  takesSame: boolean
}

/** What is found of windows: to be judged together when all are known. */
export interface Found {
  /** By the name of what they give. */
  paddings: Map<string, Padding>
  strided: Strided[]
  /** Pools whose windows are the whole map. */
  global: Node[]
  /** Reshapes to sizes of the export that can be told from the map: see regroup.ts. */
  reshaped: Map<Node, Regrouped>
  /** Pools that may stand for one that adapts its windows to the map: those that part it evenly. */
  adaptive: Site[]
}

/** Of windows that lie side by side; larger ones part a map into a few, whatever its size. */
const LARGEST = 4
const PARTS = 'its windows part the map of the export into a few, as a pool does that adapts to any map'

const COVERS = "its window is the whole map of the export's size, and stands for something that follows the map"

/** Convolutions, and pools. @param weightAt of a convolution's weights among its inputs */
export const windows =
  (found: Found, weightAt?: number): AxesRule =>
  (site) => {
    const data = site.input(0)
    const axes = site.axes(data)
    const isPool = weightAt === undefined
    if (axes[1]) site.fix(data, 'its weights are for so many channels')
    const free = axes.map((isFree, i) => isFree && i > 1)
    if (!free.includes(true)) return site.outputDims.map(() => false)
    const auto = site.text('auto_pad') ?? 'NOTSET'
    const rank = axes.length - 2
    const ints = (name: string) => site.ints(name) ?? Array.from({ length: rank }, () => 1)
    const kernel = site.ints('kernel_shape') ?? site.dims(site.input(weightAt ?? 1)).slice(2)
    const before = auto.startsWith('SAME') ? undefined : found.paddings.get(data)
    // Torch writes a Pad by nothing before its average pools.
    const padding = before && padsNothing(before) && site.operator === 'AveragePool' ? undefined : before
    const own = auto === 'NOTSET' ? (site.ints('pads') ?? []) : []
    const dims = site.dims(padding?.data ?? data)
    const of = (axis: number): Window & { pads: Pads } => ({
      length: dims[axis] ?? 1,
      kernel: kernel[axis - 2] ?? 1,
      stride: ints('strides')[axis - 2] ?? 1,
      dilation: ints('dilations')[axis - 2] ?? 1,
      pads: {
        begin: (own[axis - 2] ?? 0) + (padding?.pads[axis]?.begin ?? 0),
        end: (own[axis - 2 + rank] ?? 0) + (padding?.pads[axis]?.end ?? 0),
      },
    })
    const along = free.flatMap((isFree, axis) => (isFree ? [{ ...of(axis), output: site.outputDims[axis] }] : []))
    if (isPool) {
      const covering = along.filter((each) => each.length > 1 && each.output === 1 && reach(each) >= each.length)
      const isBare =
        padding === undefined && along.every(({ pads, dilation }) => !pads.begin && !pads.end && dilation === 1)
      const canBeGlobal = GLOBAL[site.operator] !== undefined && site.node.outputs.filter(Boolean).length === 1
      if (covering.length > 0 && covering.length === along.length && isBare && canBeGlobal && auto === 'NOTSET') {
        found.global.push(site.node)
        return site.outputDims.map(() => false)
      }
      if (covering.length > 0) site.fix(data, COVERS)
      const parts = along.every(({ length, kernel, stride }) => kernel === stride && length % stride === 0)
      if (parts && isBare) found.adaptive.push(site)
      if (parts && isBare && site.operator === 'AveragePool' && along.some(({ kernel }) => kernel > LARGEST))
        site.fix(data, PARTS)
    }
    if (!auto.startsWith('SAME'))
      found.strided.push({
        site,
        rule: padding && padsNothing(padding) ? 'unknown' : padRule(along, { isPool, isOwn: padding === undefined }),
        data: padding?.data ?? data,
        steps: axes.map((_, axis) => (free[axis] ? stepOf(of(axis)) : 1)),
        padding,
        isPool,
        isPadded: along.some(({ pads }) => pads.begin + pads.end > 0),
        takesSame:
          free.every((isFree, axis) => isFree || axis < 2) &&
          along.every(({ dilation }) => dilation === 1) &&
          !site.int('ceil_mode') &&
          isFilled(site, padding, isPool),
      })
    return site.outputDims.map((_, i) => free[i] === true)
  }

/** Whether a Pad does nothing at the size of the export: its numbers were made for that, and may do more at others. */
export const padsNothing = ({ pads }: Padding) => pads.every(({ begin, end }) => begin === 0 && end === 0)

/** Pools, and what they are where their windows are the whole map. */
export const GLOBAL: Partial<Record<string, string>> = {
  AveragePool: 'GlobalAveragePool',
  MaxPool: 'GlobalMaxPool',
}

/** Windows that follow each other without a gap are padded for a reason that they do not tell. */
const stepOf = ({ stride }: Window) => (stride > 1 ? stride : 0)

/** Whether what a Pad writes is what the runtime pads such a layer with. */
function isFilled({ operator }: Site, padding: Padding | undefined, isPool: boolean): boolean {
  if (!padding) return true
  if (padding.pads.slice(0, 2).some(({ begin, end }) => begin !== 0 || end !== 0)) return false
  if (!isPool) return padding.fill === 'zero'
  return operator === 'MaxPool' && padding.fill === 'lowest'
}

/** Pad: where its numbers are constants, judged together with the layer behind it. */
export const pad =
  (found: Found): AxesRule =>
  (site) => {
    const data = site.input(0)
    const axes = site.axes(data)
    const rank = axes.length
    const stated = site.settings('pads', 1)
    const isStated = site.ints('pads') !== undefined || !site.isComputed(site.input(1))
    // Pads that the graph computes follow the size by themselves.
    if (!isStated || !stated) return axes
    const listed = site.values(site.input(3)) ?? axes.map((_, i) => i)
    const pads = axes.map(() => ({ begin: 0, end: 0 }))
    for (const [i, axis] of listed.entries())
      pads[axis < 0 ? axis + rank : axis] = { begin: stated[i] ?? 0, end: stated[i + listed.length] ?? 0 }
    const value = site.float('value') ?? site.values(site.input(2))?.[0] ?? 0
    const isConstant = (site.text('mode') ?? 'constant') === 'constant'
    const fill = !isConstant ? 'other' : value === 0 ? 'zero' : value < -1e30 ? 'lowest' : 'other'
    found.paddings.set(site.node.outputs[0] ?? '', { site, data, pads, fill })
    return axes
  }
