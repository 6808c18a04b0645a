import type { TextMessage } from './prototxt/text-message.ts'

const PHASES = { TRAIN: 0, TEST: 1 } as const

/**
 * Whether a layer is there when the network is tested, at level 0 and without stages.
 * Source: Net::FilterNet and Net::StateMeetsRule, src/caffe/net.cpp of BVLC Caffe 1.0.
 */
export function isInTestPhase(layer: TextMessage): boolean {
  const include = layer.messages('include')
  if (include.length > 0) return include.some(meetsRule)
  return !layer.messages('exclude').some(meetsRule)
}

function meetsRule(rule: TextMessage): boolean {
  const phase = rule.choice('phase', PHASES)
  if (phase !== undefined && phase !== 'TEST') return false
  if ((rule.integer('min_level') ?? 0) > 0 || (rule.integer('max_level') ?? 0) < 0) return false
  // There are no stages to be in, and so none to be kept out of.
  return rule.strings('stage').length === 0
}
