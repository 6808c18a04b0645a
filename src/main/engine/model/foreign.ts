import { Buffer } from 'node:buffer'

/** What a file that is no ONNX file is instead, and what to do about it. */
interface Lookalike {
  matches: (head: Buffer) => boolean
  advice: string
}

const starts =
  (magic: string, at = 0) =>
  (head: Buffer) =>
    head.toString('latin1', at, at + magic.length) === magic

const EXPORT = 'export the model to ONNX (torch.onnx.export, tf2onnx) and pass that file'

const lookalikes: Lookalike[] = [
  { matches: (head) => head.length === 0, advice: 'it is empty: download it again' },
  {
    matches: starts('version https://git-lfs'),
    advice: 'it is a Git LFS pointer, not the model itself: run `git lfs pull` where it came from',
  },
  {
    matches: (head) => /^\s*</.test(head.toString('latin1')),
    advice: 'it is a web page (HTML or XML), perhaps an error message: download the model again',
  },
  { matches: starts('PK\x03\x04'), advice: `it is a ZIP archive (a PyTorch .pt, perhaps): unpack it, or ${EXPORT}` },
  { matches: starts('\x80\x02'), advice: `it is a Python pickle (an old PyTorch .pt, perhaps): ${EXPORT}` },
  { matches: starts('\x1f\x8b'), advice: 'it is gzip-compressed: unpack it first' },
  { matches: starts('\x89HDF'), advice: `it is an HDF5 file (Keras, perhaps): ${EXPORT}` },
  { matches: starts('TFL3', 4), advice: `it is a TensorFlow Lite model: ${EXPORT}` },
  {
    matches: starts('ORTM', 4),
    advice: "it is in ONNX Runtime's own ORT format: pass the .onnx file it was made from",
  },
  { matches: starts('{"', 8), advice: `it is a safetensors file, weights without a network: ${EXPORT}` },
]

/** Says what a file is that people take for a model, and what to do about it; undefined where it may be ONNX. */
export function recogniseForeignFile(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 64))
  return lookalikes.find(({ matches }) => matches(head))?.advice
}
