import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AcuityError, messageOf } from '../../../shared/errors.ts'

/** Images and answers as raw little-endian float32, in files. */
export interface Check {
  shape: readonly number[]
  input: string
  output: string
}

/**
 * How far a model's scores are from answers that were computed elsewhere: the largest difference, as a part of the largest of
 * those answers in its check; Infinity where they are of another number, or no numbers.
 * @throws AcuityError `model-invalid` where ONNX Runtime does not run it
 */
export async function differ(file: string, checks: readonly Check[]): Promise<number> {
  try {
    const session = await InferenceSession.create(file, { logSeverityLevel: 4 })
    const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]]
    let most = 0
    for (const { shape, ...files } of checks) {
      const [given, wanted] = await Promise.all([floats(files.input), floats(files.output)])
      const results = await session.run({ [input]: new Tensor('float32', given, shape) }, [output])
      const found = results[output]?.data
      if (!(found instanceof Float32Array) || found.length !== wanted.length) return Infinity
      const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
      const difference = found.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (wanted[i] ?? 0))), 0)
      if (Number.isNaN(difference)) return Infinity
      most = Math.max(most, difference === 0 ? 0 : difference / scale)
    }
    await session.release()
    return most
  } catch (cause) {
    throw new AcuityError('model-invalid', `ONNX Runtime cannot run ${file}: ${messageOf(cause)}`, { cause })
  }
}

async function floats(file: string): Promise<Float32Array> {
  const bytes = await readFile(file)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
}
