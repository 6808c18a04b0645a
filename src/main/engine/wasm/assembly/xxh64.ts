/** XXH64 as https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md defines it, with a seed of 0. */

const P1: u64 = 0x9e3779b185ebca87
const P2: u64 = 0xc2b2ae3d27d4eb4f
const P3: u64 = 0x165667b19e3779f9
const P4: u64 = 0x85ebca77c2b2ae63
const P5: u64 = 0x27d4eb2f165667c5

function round(sum: u64, lane: u64): u64 {
  return rotl<u64>(sum + lane * P2, 31) * P1
}

function merge(hash: u64, sum: u64): u64 {
  return (hash ^ round(0, sum)) * P1 + P4
}

export function xxh64(address: usize, length: usize): u64 {
  const end = address + length
  let hash = P5
  if (length >= 32) {
    let a = P1 + P2
    let b = P2
    let c: u64 = 0
    let d: u64 = 0 - P1
    for (; address + 32 <= end; address += 32) {
      a = round(a, load<u64>(address))
      b = round(b, load<u64>(address, 8))
      c = round(c, load<u64>(address, 16))
      d = round(d, load<u64>(address, 24))
    }
    hash = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18)
    hash = merge(merge(merge(merge(hash, a), b), c), d)
  }
  hash += length as u64
  for (; address + 8 <= end; address += 8) hash = rotl<u64>(hash ^ round(0, load<u64>(address)), 27) * P1 + P4
  if (address + 4 <= end) {
    hash = rotl<u64>(hash ^ ((load<u32>(address) as u64) * P1), 23) * P2 + P3
    address += 4
  }
  for (; address < end; address++) hash = rotl<u64>(hash ^ ((load<u8>(address) as u64) * P5), 11) * P1
  hash = (hash ^ (hash >> 33)) * P2
  hash = (hash ^ (hash >> 29)) * P3
  return hash ^ (hash >> 32)
}
