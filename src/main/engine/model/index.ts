export { loadModel, type LoadedModel } from './load.ts'
export { measure, type Measurement, probeModel, type ProbeModel } from './probe.ts'
export { wrapModel, type WrapOptions } from './wrap.ts'
export { rankedOutputs } from './ranking.ts'
