import { FoundingBench } from '../../src/shared/bench.ts'
import { acuity, runNode } from './child.ts'
import { batchesOf, CROPS, type Context } from './context.ts'
import { CopyTimes } from './copy-times.ts'

/** What the networks compute in: TF32 is float32 whose factors are rounded, on GPUs that have it. */
export const modes = {
  fp32: { precision: 'fp32', tf32: '0', title: 'fp32, TF32 off' },
  tf32: { precision: 'fp32', tf32: '1', title: 'fp32, TF32 allowed' },
  fp16: { precision: 'fp16', tf32: '0', title: 'fp16' },
} as const
export type Mode = keyof typeof modes

/** The founding table's six networks at every batch, with what ran where. */
export async function measureSpeeds(mode: Mode, context: Context): Promise<FoundingBench> {
  const { precision, tf32 } = modes[mode]
  const batches = batchesOf(context).join(',')
  const limits = context.quick ? ['--repetitions', '1', '--warm-up', '1', '--seconds', '0.1'] : ['--seconds', '3']
  const output = await acuity(
    [
      ...['--json', 'bench', '--founding', '--provider', context.provider, '--batch', batches],
      ...['--precision', precision, '--profile', ...limits],
    ],
    { ...context, env: { ...context.env, NVIDIA_TF32_OVERRIDE: tf32 } },
  )
  return FoundingBench.parse(JSON.parse(output))
}

/** What a session takes that only copies the same batches in. */
export async function measureCopies(context: Context): Promise<CopyTimes> {
  const request = {
    provider: context.provider,
    crops: CROPS,
    batches: batchesOf(context),
    repetitions: context.quick ? 2 : 30,
  }
  return CopyTimes.parse(
    JSON.parse(await runNode('tools/gpu-bench/copy-limit.ts', [JSON.stringify(request)], context.env)),
  )
}
