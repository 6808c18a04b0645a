export { loadModel, type LoadedModel } from './load.ts'
export type { InputRecipe } from './preprocessing.ts'
export { measure, type Measurement, probeModel, type ProbeModel } from './probe.ts'
export { wrapModel, type WrappedModel, type WrapOptions } from './wrap.ts'
