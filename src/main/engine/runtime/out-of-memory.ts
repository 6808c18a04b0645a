import { AcuityError } from '../../../shared/errors.ts'

/**
 * What a session, or the allocation of its input, says when memory runs out. There is no error code to go by: ONNX
 * Runtime passes the exception's text on as that of some failed node.
 */
const SIGNS: readonly RegExp[] = [
  // BFCArena, which the CPU and CUDA both have: the device gave no more, or the arena's own limit was reached.
  /Failed to allocate memory for requested buffer of size \d+/,
  /Available memory of \d+ is smaller than requested bytes of \d+/,
  // An allocator that answers with a null pointer.
  /Memory allocation failed\. Size=\d+/,
  // C++'s own; the second is Microsoft's.
  /std::bad_alloc/,
  /bad allocation/,
  // "CUDA failure 2: out of memory", and what Vulkan and Direct3D call it under WebGPU.
  /out[ _]of[ _](?:device[ _]|host[ _])?memory/i,
  // cuDNN and cuBLAS, which have memory of their own: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED, for one.
  /CU(?:DNN|BLAS)_STATUS_\w*ALLOC(?:ATION)?_FAILED/,
  // V8: RangeErrors for an ArrayBuffer that the system does not give, and for one that is too long for any.
  /Array buffer allocation failed/,
  /Invalid typed array length: \d+/,
]

/** The part of an error's message that says that memory ran out; null where it is about something else. */
export function outOfMemory(message: string): string | null {
  for (const sign of SIGNS) {
    const match = sign.exec(message)
    if (match) return match[0]
  }
  return null
}

/** Whether memory ran out, and nothing else is wrong. */
export const isOutOfMemory = (error: unknown): error is AcuityError =>
  error instanceof AcuityError && outOfMemory(error.message) !== null
