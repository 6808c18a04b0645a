/** A seeded source of chance: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** Uniform integer in [0, n). */
  below(n: number): number
  pick<T>(choices: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  /** Normal, by the sum of twelve uniforms (no logarithm: bit-identical everywhere). */
  normal(mean: number, deviation: number): number
}

/** Mulberry32 (Tommy Ettinger, public domain), its state the FNV-1a hash of `seed`. */
export function seeded(seed: string): Random {
  let state = fnv1a(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    next,
    below,
    between: (low, high) => low + (high - low) * next(),
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    chance: (probability) => next() < probability,
    normal: (mean, deviation) => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return mean + deviation * sum
    },
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
