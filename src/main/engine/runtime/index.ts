export { describeEnvironment } from './environment.ts'
export { noise } from './noise.ts'
export { probeProvider, resolveProvider } from './providers.ts'
export { Session, type SessionOptions } from './session.ts'
