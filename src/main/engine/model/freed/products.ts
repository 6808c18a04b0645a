import { aligned, type AxesRule } from './shapes.ts'
import type { Site } from './site.ts'

// Matrix products: weights that meet an axis that follows the images are for one size of it.

const WEIGHTS = 'its weights are for a map of one size'
const UNEQUAL = 'it multiplies what follows the images with what does not'

export const gemm =
  (dataAt = 0, weightAt = 1): AxesRule =>
  (site) => {
    const [data, weight] = [site.input(dataAt), site.input(weightAt)]
    const [rows, inner] = ordered(site.axes(data), site.int('transA'))
    const [otherInner, columns] = ordered(site.axes(weight), site.int('transB'))
    meet(site, { data, weight, inner, otherInner })
    const bias = site.input(2)
    if (dataAt === 0 && bias !== '' && rows && (site.dims(bias).at(-2) ?? 1) > 1) site.fix(data, WEIGHTS)
    return [rows, columns]
  }

const ordered = ([one = false, other = false]: readonly boolean[], isTransposed: number | undefined) =>
  isTransposed ? ([other, one] as const) : ([one, other] as const)

export const matmul =
  (dataAt = 0, weightAt = 1): AxesRule =>
  (site) => {
    const [data, weight] = [site.input(dataAt), site.input(weightAt)]
    const [a, b] = [site.axes(data), site.axes(weight)]
    meet(site, { data, weight, inner: a.at(-1) === true, otherInner: (b.length === 1 ? b[0] : b.at(-2)) === true })
    if (a.length === 1 || b.length === 1)
      return [...a.slice(0, -1), ...b.slice(0, -2), ...(b.length > 1 ? b.slice(-1) : [])]
    return [...aligned(site, [data, weight], undefined, 2), a.at(-2) === true, b.at(-1) === true]
  }

interface Meeting {
  data: string
  weight: string
  inner: boolean
  otherInner: boolean
}

function meet(site: Site, { data, weight, inner, otherInner }: Meeting): void {
  if (inner === otherInner) return
  const [free, other] = inner ? [data, weight] : [weight, data]
  site.fix(free, site.isComputed(other) ? UNEQUAL : WEIGHTS)
}
