/** Whether a file that should be binary is text: perhaps the network that it belongs to. */
export function isText(content: Uint8Array): boolean {
  const head = content.subarray(0, 256)
  return (
    head.length > 0 &&
    head.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d)
  )
}
