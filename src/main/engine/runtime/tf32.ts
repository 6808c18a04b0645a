import { isMainThread } from 'node:worker_threads'

/**
 * What NVIDIA's libraries read once, when they are loaded: 0 forbids TF32 whatever a program asks for.
 * Source: cuDNN and cuBLAS documentation; onnxruntime-node passes no `use_tf32`, which is on by default.
 */
const OVERRIDE = 'NVIDIA_TF32_OVERRIDE'

/**
 * Turns TF32 off for this process and those that it starts, unless the user has decided. TF32 rounds the factors of
 * float32 products to 10 bits of mantissa, which moves answers; an evaluation is to give what float32 gives.
 *
 * To be called before a CUDA library loads, and on the main thread: worker threads have copies of `process.env`, which
 * native code does not see.
 */
export function forbidTf32(): void {
  if (isMainThread) process.env[OVERRIDE] ??= '0'
}

/** How float32 products are computed on a GPU, for the record: before Ampere there is no TF32 to be allowed. */
export const tf32State = () => (process.env[OVERRIDE] === '0' ? 'TF32 off' : 'TF32 allowed')
