import type Database from 'better-sqlite3'

/**
 * SQL for one of the stored probabilities of `predictions`; null where there is none.
 * @param place SQL for its place among them, from 0
 * @param alias of the table, with its dot, where there is one
 */
export const storedProbability = (place: string, alias = '') =>
  `float_of_hex(hex(substr(${alias}probabilities, 1 + 4 * (${place}), 4)))`

/** Lets a database's queries read stored probabilities. */
export function readsProbabilities(db: Database.Database): void {
  db.function('float_of_hex', { deterministic: true }, floatOfHex)
}

const float = new DataView(new ArrayBuffer(4))

/**
 * A little-endian 32-bit float in hex digits; null where there is none. As text, because a buffer made for each of
 * 22,000 errors takes longer than all the rest of the query.
 */
function floatOfHex(hex: unknown): number | null {
  if (typeof hex !== 'string' || hex.length !== 8) return null
  float.setUint32(0, Number.parseInt(hex, 16))
  return float.getFloat32(0, true)
}
