import { z } from 'zod'
import type { GraphTrace } from '../../../shared/graph-trace.ts'
import type { Provider } from '../../../shared/run.ts'

const NODE_SUFFIX = '_kernel_time'

/** ONNX Runtime's names for the types that images can have, with their bytes. */
const BYTES: Readonly<Record<string, number>> = { uint8: 1, float16: 2, float: 4, double: 8 }

const Shapes = z.array(z.record(z.string(), z.array(z.int())))

/** The events of ONNX Runtime's profile, which is in the format of Chrome's traces: nodes, and much else. */
const Profile = z.array(z.looseObject({ cat: z.string(), name: z.string() }))
const NodeEvent = z.object({
  name: z.string(),
  args: z.object({ op_name: z.string(), provider: z.string(), input_type_shape: Shapes }),
})

/**
 * Reads ONNX Runtime's profile of one run.
 * @param batch images in it, of `side` × `side` pixels
 * @throws ZodError where it is in another form than this version of ONNX Runtime writes
 */
export function readTrace(profile: string, { provider, batch, side }: Traced): GraphTrace {
  const events = Profile.parse(JSON.parse(profile))
    .filter(({ cat, name }) => cat === 'Node' && name.endsWith(NODE_SUFFIX))
    .map((event) => NodeEvent.parse(event))
  const shape = [batch, side, side, 3]
  const input = events
    .flatMap(({ args }) => args.input_type_shape.flatMap((types) => Object.entries(types)))
    .find(([, dims]) => String(dims) === String(shape))
  const type = input?.[0] ?? 'unknown'
  return {
    provider,
    input: { type, shape, bytes: shape.reduce((product, dim) => product * dim, BYTES[type] ?? 0) },
    nodes: events.map(({ name, args }) => ({
      name: name.slice(0, -NODE_SUFFIX.length),
      op: args.op_name,
      provider: args.provider.toLowerCase().replace(/executionprovider$/, ''),
    })),
  }
}

interface Traced {
  provider: Provider
  batch: number
  side: number
}
