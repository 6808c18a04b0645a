import { isDeepStrictEqual } from 'node:util'
import { geometryOf, resizeOf, type Geometry, type Resize } from '../../../../shared/recipe.ts'

/** The crops of one geometry: in a slot, those of a job's images lie one after another from `offset` on, in bytes. */
export interface Plane {
  geometry: Geometry
  offset: number
}

/** The planes that are cut out of one resized image, by their places among all. */
export interface ResizedPlanes {
  resize: Resize
  planes: number[]
}

/** Where the crops of a job lie, and what is to be made of each image for them: everything once, whoever shares it. */
export interface Layout {
  planes: Plane[]
  resizes: ResizedPlanes[]
  /** Of all planes together. */
  slotBytes: number
}

/** What a run wants of a job's images. */
export interface Wanted {
  geometry: Geometry
  /** Images that its network always infers at a time; null where it takes any number. */
  fixedBatch: number | null
}

/** Bytes of a crop: uint8 RGB. */
export const cropBytes = ({ crop }: Pick<Geometry, 'crop'>) => crop * crop * 3

/**
 * Lays out jobs of so many images.
 * @returns the layout, and for each of `wanted` its plane
 */
export function layOut(wanted: readonly Wanted[], images: number): { layout: Layout; planeOf: number[] } {
  const geometries: Geometry[] = []
  const planeOf = wanted.map(({ geometry }) => placeIn(geometries, geometryOf(geometry)))
  const planes: Plane[] = []
  let slotBytes = 0
  for (const [index, geometry] of geometries.entries()) {
    const sharing = wanted.filter((_, run) => planeOf[run] === index)
    planes.push({ geometry, offset: slotBytes })
    slotBytes += Math.max(...sharing.map(({ fixedBatch }) => roomFor(images, fixedBatch))) * cropBytes(geometry)
  }
  return { layout: { planes, resizes: resizesOf(geometries), slotBytes }, planeOf }
}

/** A network that takes whole batches alone reads beyond the last image. */
const roomFor = (images: number, fixedBatch: number | null) =>
  fixedBatch === null ? images : Math.ceil(images / fixedBatch) * fixedBatch

function resizesOf(geometries: readonly Geometry[]): ResizedPlanes[] {
  const resizes: ResizedPlanes[] = []
  for (const [plane, geometry] of geometries.entries()) {
    const resize = resizeOf(geometry)
    const known = resizes.find((each) => isDeepStrictEqual(each.resize, resize))
    if (known) known.planes.push(plane)
    else resizes.push({ resize, planes: [plane] })
  }
  return resizes
}

/** The place of a value among those that differ; a new one comes last. */
function placeIn<T>(values: T[], value: T): number {
  const known = values.findIndex((each) => isDeepStrictEqual(each, value))
  return known < 0 ? values.push(value) - 1 : known
}
