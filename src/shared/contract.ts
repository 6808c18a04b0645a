import { z } from 'zod'
import { annotationMethods } from './contract/annotations.ts'
import { benchEvents, benchMethods } from './contract/bench.ts'
import { cacheMethods } from './contract/caches.ts'
import { Nothing } from './contract/common.ts'
import { datasetContentMethods } from './contract/dataset-contents.ts'
import { datasetEvents, datasetMethods } from './contract/datasets.ts'
import { exportingMethods } from './contract/exporting.ts'
import { homeMethods } from './contract/home.ts'
import { imageMethods } from './contract/images.ts'
import { labelOrderMethods } from './contract/label-order.ts'
import { importMethods } from './contract/imports.ts'
import { libraryMethods } from './contract/library.ts'
import type { Events, Methods } from './contract/method.ts'
import { recipeDoctorEvents, recipeDoctorMethods } from './contract/recipe-doctor.ts'
import { reportMethods } from './contract/reports.ts'
import { resultMethods } from './contract/results.ts'
import { runEvents, runMethods } from './contract/runs.ts'
import { shelfMethods } from './contract/shelf.ts'
import { sweepEvents, sweepMethods } from './contract/sweeps.ts'
import { sampleMethods } from './contract/sample.ts'

/** What can be asked, and cancelled while it is being done. */
const cancellable = {
  ...homeMethods,
  ...benchMethods,
  ...cacheMethods,
  ...datasetMethods,
  ...datasetContentMethods,
  ...libraryMethods,
  ...exportingMethods,
  ...sampleMethods,
  ...runMethods,
  ...sweepMethods,
  ...resultMethods,
  ...labelOrderMethods,
  ...recipeDoctorMethods,
  ...annotationMethods,
  ...shelfMethods,
  ...imageMethods,
  ...importMethods,
  ...reportMethods,
} satisfies Methods

export type Cancellable = typeof cancellable
type OfPage = { [M in keyof Cancellable]: Cancellable[M] extends { page: unknown } ? M : never }[keyof Cancellable]

const methods = Object.keys(cancellable) as (keyof Cancellable)[]
const ofPage = methods.filter((method): method is OfPage => 'page' in cancellable[method])

/**
 * Everything a door may ask of the engine, with the schema of each question and answer: each wing's part lies in
 * contract/. The same contract serves the CLI (in one process) and the window (over a MessagePort).
 */
export const contract = {
  ...cancellable,
  /**
   * Cancels what is being done of these methods, whoever asked it: a page that was loaded again has no other hold on what
   * it began before. Each request is then answered as one that was cancelled; what is being done of none is no error.
   */
  'requests.cancel': {
    input: z.object({ methods: z.array(z.enum(methods)) }),
    output: Nothing,
    page: z.object({ methods: z.array(z.enum(ofPage)) }),
  },
} satisfies Methods

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type Request<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>

/** What the engine tells without being asked. */
export const events = {
  ...benchEvents,
  ...datasetEvents,
  ...runEvents,
  ...sweepEvents,
  ...recipeDoctorEvents,
  /** Lists that a door shows should be asked for again. */
  changed: z.object({ what: z.enum(['datasets', 'models', 'runs', 'annotations']) }),
} satisfies Events

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>

export interface CallOptions {
  /** Cancels the request when it aborts; the answer, or an error `cancelled`, still tells what became of it. */
  signal?: AbortSignal | undefined
}

/** The engine as a door sees it, whether it lives in this process or behind a port. */
export interface Engine {
  /** @throws AcuityError */
  call<M extends Method>(method: M, input: Input<M>, options?: CallOptions): Promise<Output<M>>
  /** @returns a function that ends the subscription */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  /** Interrupts what runs, keeps what is committed, and lets go of every resource. */
  close(): Promise<void>
}
