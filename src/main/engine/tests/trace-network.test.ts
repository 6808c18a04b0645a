import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { describeTrace, GraphTrace } from '../../../shared/graph-trace.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import { sampleModel } from '../../../testing/sample.ts'
import { inputRecipe, loadModel, wrapModel } from '../model/index.ts'
import { traceNetwork } from '../runtime/index.ts'
import { readTrace } from '../runtime/read-trace.ts'

describe('which provider computes what', () => {
  it.each([undefined, 'fp16'] as const)('of a real network (%s)', async (precision) => {
    const model = await loadModel(sampleModel(99))
    const { layout, outputs } = model.description
    const classes = outputs ?? 0
    const recipe = inputRecipe(resolveRecipe('torchvision', { resize: 99, crop: 99 }))
    const wrapped = wrapModel(model, {
      recipe,
      layout,
      precision,
      outputs: classes,
      classes,
      classOffset: 0,
      outputKind: 'logits',
      batch: 'dynamic',
    })
    const { chunks, pixels, topClasses } = wrapped
    const ports = { pixels, outputs: { classes: topClasses } }
    const options = { provider: 'cpu', threads: 1 } as const
    const trace = await traceNetwork(Buffer.concat(chunks), ports, { side: 99, batch: 2 }, options)
    expect(GraphTrace.parse(trace)).toEqual(trace)
    expect(trace.input).toEqual({ type: 'uint8', shape: [2, 99, 99, 3], bytes: 2 * 99 * 99 * 3 })
    expect(trace.nodes[0]?.op).toBe('Transpose')
    expect(trace.nodes.map(({ op }) => op)).toEqual(expect.arrayContaining(['Cast', 'Conv', 'Gemm', 'TopK']))
    expect(describeTrace(trace)).toMatch(
      /^Everything ran on cpu: \d+ nodes\. The batch goes in as uint8 \[2, 99, 99, 3\], 58806 bytes\.$/,
    )
  })

  it('names what fell back, and what was copied for it', () => {
    const event = (name: string, op: string, provider: string, input: object) => ({
      cat: 'Node',
      name: `${name}_kernel_time`,
      dur: 3,
      ph: 'X',
      args: { op_name: op, provider: `${provider}ExecutionProvider`, node_index: '1', input_type_shape: [input] },
    })
    const profile = [
      { cat: 'Session', name: 'model_run', args: {} },
      event('first', 'Transpose', 'CUDA', { uint8: [1, 4, 4, 3] }),
      event('Memcpy_1', 'MemcpyToHost', 'CUDA', { float: [1, 3, 4, 4] }),
      event('odd', 'Mean', 'CPU', { float: [1, 3, 4, 4] }),
    ]
    const trace = readTrace(JSON.stringify(profile), { provider: 'cuda', batch: 1, side: 4 })
    expect(describeTrace(trace)).toBe(
      '1 of 2 nodes did not run on cuda: Mean "odd" on cpu. The batch goes in as uint8 [1, 4, 4, 3], 48 bytes. ' +
        '1 copies between memories in the middle: MemcpyToHost "Memcpy_1" on cuda.',
    )
  })

  it('refuses a profile in a form that is not known', () => {
    const profile = JSON.stringify([{ cat: 'Node', name: 'x_kernel_time', args: { op_name: 'Add' } }])
    expect(() => readTrace(profile, { provider: 'cpu', batch: 1, side: 4 })).toThrow()
  })
})
