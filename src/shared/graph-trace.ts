import { z } from 'zod'
import { Provider } from './run.ts'

const TracedNode = z.object({
  name: z.string(),
  op: z.string(),
  /** As ONNX Runtime calls it: `cpu`, `cuda`, `webgpu`, or another. */
  provider: z.string(),
})

/** Which provider computed each node in one run of a network, as ONNX Runtime's own profile says. */
export const GraphTrace = z.object({
  /** The one that was asked for. */
  provider: Provider,
  /** The batch as it was handed over: what is copied to a GPU. */
  input: z.object({ type: z.string(), shape: z.array(z.int()), bytes: z.int() }),
  /** As they ran, optimised: several of the file's may be one, and there may be nodes that no file has. */
  nodes: z.array(TracedNode),
})
export type GraphTrace = z.infer<typeof GraphTrace>

/** Nodes that move a tensor between memories. */
const isCopy = ({ op }: z.infer<typeof TracedNode>) => op.startsWith('Memcpy')

/** Nodes that ran elsewhere than was asked for, and nodes that only move tensors between memories. */
export function strays({ provider, nodes }: GraphTrace) {
  return {
    elsewhere: nodes.filter((node) => node.provider !== provider && !isCopy(node)),
    copies: nodes.filter(isCopy),
  }
}

/** What a trace says, in sentences for people. */
export function describeTrace(trace: GraphTrace): string {
  const { provider, input, nodes } = trace
  const { elsewhere, copies } = strays(trace)
  const list = (few: typeof nodes) => few.map(({ name, op, provider: at }) => `${op} "${name}" on ${at}`).join(', ')
  const computed = nodes.length - copies.length
  return [
    elsewhere.length === 0
      ? `Everything ran on ${provider}: ${computed} nodes.`
      : `${elsewhere.length} of ${computed} nodes did not run on ${provider}: ${list(elsewhere)}.`,
    `The batch goes in as ${input.type} [${input.shape.join(', ')}], ${input.bytes} bytes.`,
    ...(copies.length === 0 ? [] : [`${copies.length} copies between memories in the middle: ${list(copies)}.`]),
  ].join(' ')
}
