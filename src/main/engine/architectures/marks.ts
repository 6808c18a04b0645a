/**
 * The trailing comments by which a prototxt says what its modifications changed, and what stands there without them:
 *
 *     kernel_size: 5 # conv1_5x5, else 11
 *     layer { # extra1x1, else none
 */
interface Mark {
  modification: string
  /** The line without the modification; null where the layer that it opens is not there at all. */
  otherwise: string | null
}

const FIELD = /^(\s*\w+:) \S+ # (\w+), else (\S+)$/
const LAYER = /^\s*layer \{ # (\w+), else none$/

export function readMark(line: string): Mark | undefined {
  const [, field, modification, value] = FIELD.exec(line) ?? []
  if (modification !== undefined) return { modification, otherwise: `${field} ${value}` }
  const [, layer] = LAYER.exec(line) ?? []
  return layer === undefined ? undefined : { modification: layer, otherwise: null }
}

/** The name of the net that is left without any modification: `name: "VGG_F_extralayer" # base "VGG_F"`. */
export const BASE = /^name: "[^"]*" # base "([^"]+)"/m

export const linesOf = (text: string) => text.split(/\r?\n/)

/** The modifications that a prototxt marks, in the order in which it first does. */
export function modificationsOf(text: string): string[] {
  return [...new Set(linesOf(text).flatMap((line) => readMark(line)?.modification ?? []))]
}
