export { architectureText, summariseArchitectures } from './architectures.ts'
export { Benchmarks } from './benchmarks.ts'
