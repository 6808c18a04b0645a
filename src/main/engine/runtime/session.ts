import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { Provider } from '../../../shared/run.ts'

export interface SessionOptions {
  provider: Provider
  /** Threads inside this one session. */
  threads: number
  /** What the name of a file begins with, into which ONNX Runtime writes what each node did. Default: none is written. */
  profilePrefix?: string | undefined
}

/** ONNX Runtime would write names of the model to stderr as they are; what fails is thrown all the same. */
const QUIET = { logSeverityLevel: 4 } as const

/** Names of a graph's one input (uint8 `[n, side, side, 3]`) and of the outputs to fetch. */
export interface GraphPorts<O extends string> {
  pixels: string
  outputs: Record<O, string>
}

/**
 * A network on one provider. `run` blocks the thread that calls it, and so do creating and releasing: sessions live in
 * worker threads.
 */
export class Session<O extends string> {
  readonly #session: InferenceSession
  readonly #ports: GraphPorts<O>
  readonly #side: number

  private constructor(session: InferenceSession, ports: GraphPorts<O>, side: number) {
    this.#session = session
    this.#ports = ports
    this.#side = side
  }

  /**
   * @param model a file's path, or its bytes
   * @param side height and width of the input in pixels
   * @throws AcuityError `model-invalid` where ONNX Runtime refuses the model, `provider-unavailable` where the provider does
   */
  static async create<O extends string>(
    model: string | Uint8Array,
    ports: GraphPorts<O>,
    side: number,
    { provider, threads, profilePrefix }: SessionOptions,
  ): Promise<Session<O>> {
    const options: InferenceSession.SessionOptions = {
      executionProviders: [provider],
      // Only 'all' arranges convolutions for the CPU's vector units (NCHWc): two to three times faster than 'extended'.
      graphOptimizationLevel: 'all',
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      ...QUIET,
      // Threads that spin while they wait take a core from whatever else is measured or works beside them.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      ...(profilePrefix === undefined ? {} : { enableProfiling: true, profileFilePrefix: profilePrefix }),
    }
    try {
      const session =
        typeof model === 'string'
          ? await InferenceSession.create(model, options)
          : await InferenceSession.create(model, options)
      return new Session(session, ports, side)
    } catch (cause) {
      const reason = messageOf(cause)
      throw provider === 'cpu'
        ? new AcuityError('model-invalid', `ONNX Runtime cannot run the model: ${reason}`, { cause })
        : new AcuityError('provider-unavailable', `The model does not run on ${provider}: ${reason}`, { cause })
    }
  }

  /**
   * @param pixels uint8 HWC images one after another, `count` × side × side × 3 bytes
   * @returns the outputs' data, as ONNX Runtime gives it
   * @throws AcuityError `model-invalid` where the network fails on them
   */
  async run(pixels: Uint8Array, count: number): Promise<Record<O, Tensor['data']>> {
    const { pixels: input, outputs } = this.#ports
    const feeds = { [input]: new Tensor('uint8', pixels, [count, this.#side, this.#side, 3]) }
    const names = Object.keys(outputs) as O[]
    try {
      const results = await this.#session.run(feeds, Object.values<string>(outputs), QUIET)
      const data = names.map((name) => [name, results[outputs[name]]?.data])
      return Object.fromEntries(data) as Record<O, Tensor['data']>
    } catch (cause) {
      const reason = messageOf(cause)
      throw new AcuityError('model-invalid', `The model failed on a batch of ${count}: ${reason}`, { cause })
    }
  }

  /** Has the profile written that the session was created for. */
  endProfile(): void {
    this.#session.endProfiling()
  }

  async release(): Promise<void> {
    await this.#session.release()
  }
}
