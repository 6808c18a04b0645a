import { clamp, mix } from './math.ts'

/**
 * A shape as its signed distance field: the distance of (u, v) to the outline, negative inside. Formulas after Inigo
 * Quilez, "2D distance functions" (iquilezles.org); where a shape has no closed form, to first order.
 */
export type Shape = (u: number, v: number) => number

export const circle =
  (cu: number, cv: number, radius: number): Shape =>
  (u, v) =>
    Math.sqrt((u - cu) ** 2 + (v - cv) ** 2) - radius

/** An upright ellipse, to first order: f / |∇f|. */
export const ellipse =
  (cu: number, cv: number, a: number, b: number): Shape =>
  (u, v) => {
    const p = (u - cu) / a
    const q = (v - cv) / b
    const f = Math.sqrt(p * p + q * q)
    const gradient = Math.sqrt((p / a) ** 2 + (q / b) ** 2)
    return gradient === 0 ? -Math.min(a, b) : (f * (f - 1)) / gradient
  }

/** A straight limb from (au, av) to (bu, bv), its radius going from `ra` to `rb`. */
export const limb =
  (au: number, av: number, bu: number, bv: number, ra: number, rb = ra): Shape =>
  (u, v) => {
    const t = clamp(((u - au) * (bu - au) + (v - av) * (bv - av)) / ((bu - au) ** 2 + (bv - av) ** 2))
    return Math.sqrt((u - mix(au, bu, t)) ** 2 + (v - mix(av, bv, t)) ** 2) - mix(ra, rb, t)
  }

export const rectangle =
  (cu: number, cv: number, halfWidth: number, halfHeight: number, round = 0): Shape =>
  (u, v) => {
    const p = Math.abs(u - cu) - halfWidth + round
    const q = Math.abs(v - cv) - halfHeight + round
    return Math.sqrt(Math.max(p, 0) ** 2 + Math.max(q, 0) ** 2) + Math.min(Math.max(p, q), 0) - round
  }

/** A body along the u axis from `from` to `to`, as thick at u as `halfWidth` says, to first order. */
export const spindle =
  (from: number, to: number, halfWidth: (u: number) => number): Shape =>
  (u, v) => {
    const inside = clamp(u, from, to)
    const slope = halfWidth(inside + 0.5) - halfWidth(inside - 0.5)
    const across = (Math.abs(v) - halfWidth(inside)) / Math.sqrt(1 + slope * slope)
    const beyond = Math.abs(u - inside)
    return beyond === 0 ? Math.max(across, from - u, u - to) : Math.sqrt(Math.max(across, 0) ** 2 + beyond ** 2)
  }

export const union =
  (...shapes: readonly Shape[]): Shape =>
  (u, v) => {
    let nearest = Infinity
    for (const shape of shapes) nearest = Math.min(nearest, shape(u, v))
    return nearest
  }

export const intersect =
  (a: Shape, b: Shape): Shape =>
  (u, v) =>
    Math.max(a(u, v), b(u, v))

/** Both a shape and its mirror image over the u axis. */
export const mirrored =
  (shape: Shape): Shape =>
  (u, v) =>
    shape(u, Math.abs(v))

/** `shape` drawn around (cu, cv) instead of the origin and turned by `angle` radians. */
export const placed = (shape: Shape, cu: number, cv: number, angle: number): Shape => {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return (u, v) => shape((u - cu) * cos + (v - cv) * sin, (v - cv) * cos - (u - cu) * sin)
}
