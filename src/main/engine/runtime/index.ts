export { describeEnvironment } from './environment.ts'
export { probeProvider, resolveProvider } from './providers.ts'
export { Session, type SessionOptions } from './session.ts'
