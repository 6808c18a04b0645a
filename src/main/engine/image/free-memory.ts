/** Less is not worth it, and may lie in a buffer that Node cuts many small ones out of. */
const WORTH_IT_BYTES = 1 << 20

/**
 * Gives a buffer's memory back at once, all views of it being empty from then on: the garbage collector lets hundreds of
 * megabytes lie until as much more is asked for.
 */
export function freeMemory({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > WORTH_IT_BYTES) buffer.transfer(0)
}
