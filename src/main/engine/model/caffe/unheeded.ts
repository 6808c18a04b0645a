import { LAYER_FIELDS, PRECISION_FIELDS } from './layer-types.ts'
import type { UnknownField } from './prototxt/text-message.ts'
import { TRANSFORM_FIELDS } from './stated-input.ts'
import type { Wiring } from './wiring.ts'

/** Names of fields may be a stranger's, of any length, and as many as they like. */
const LONGEST = 60
const MOST = 20

/**
 * The fields that are passed over, as people find them: `default_forward_type (line 1)`. No answer depends on them here: they
 * are of the network as a whole or of its data layer, whose work is the recipe's, or say in which precision a fork computes.
 */
export function unheededFields({ unheeded, input, steps }: Wiring): string[] {
  const data = input.layer?.message
  const fields = [
    ...unheeded,
    ...(data ? [...data.unknown(LAYER_FIELDS), ...data.message('transform_param').unknown(TRANSFORM_FIELDS)] : []),
    ...steps.flatMap(({ layer }) => layer.message.unknown(LAYER_FIELDS)),
  ]
  // Of those that every layer has, the first.
  const first = new Map(fields.toReversed().map((each) => [each.field, each]))
  return [...first.values()].toReversed().slice(0, MOST).map(describe)
}

const describe = ({ field, location }: UnknownField) => `${field.slice(0, LONGEST)} (line ${location.line})`

/** A layer's own fields, and those that say how exactly a fork computes it. */
export const TOLERATED_FIELDS: ReadonlySet<string> = new Set([...LAYER_FIELDS, ...PRECISION_FIELDS])
