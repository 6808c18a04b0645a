import { invalid } from './prototxt/location.ts'
import type { TextMessage } from './prototxt/text-message.ts'

const PHASES = { TRAIN: 0, TEST: 1 } as const

const RULE_FIELDS = new Set(['phase', 'min_level', 'max_level', 'stage', 'not_stage'])

/**
 * Whether a layer is there when the network is tested, at level 0.
 * Source: Net::Net, Net::FilterNet and Net::StateMeetsRule, src/caffe/net.cpp of BVLC Caffe 1.0.
 * @param stages that the network itself states: nobody can ask for others
 */
export function isInTestPhase(layer: TextMessage, stages: readonly string[]): boolean {
  const include = layer.messages('include')
  const exclude = layer.messages('exclude')
  if (include.length > 0 && exclude.length > 0)
    throw invalid(layer.locationOf('exclude'), 'a layer has rules of one kind: include or exclude, and not both.')
  if (include.length > 0) return include.some((rule) => meetsRule(rule, stages))
  return !exclude.some((rule) => meetsRule(rule, stages))
}

function meetsRule(rule: TextMessage, stages: readonly string[]): boolean {
  rule.allowOnly(RULE_FIELDS)
  const phase = rule.choice('phase', PHASES)
  if (phase !== undefined && phase !== 'TEST') return false
  if ((rule.integer('min_level') ?? 0) > 0 || (rule.integer('max_level') ?? 0) < 0) return false
  return (
    rule.strings('stage').every((stage) => stages.includes(stage)) &&
    !rule.strings('not_stage').some((stage) => stages.includes(stage))
  )
}
