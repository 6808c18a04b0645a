import { z } from 'zod'

export const ChartFormat = z.enum(['svg', 'png'])
export type ChartFormat = z.infer<typeof ChartFormat>

const MAX_BYTES = 32 * 1024 * 1024

/** What a file of each format begins with: an SVG with its root element, a PNG with its signature. */
const BEGINNINGS: Record<ChartFormat, Uint8Array> = {
  svg: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"'),
  png: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
}

/** A chart as it is to be saved. */
export const ChartFile = z
  .object({
    title: z.string().min(1).max(500),
    format: ChartFormat,
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= MAX_BYTES, 'larger than 32 MiB'),
  })
  .refine(({ format, bytes }) => BEGINNINGS[format].every((byte, index) => bytes[index] === byte), 'of another format')
export type ChartFile = z.infer<typeof ChartFile>
