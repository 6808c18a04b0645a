export { identityOf, isRunning, thisProcess, type ProcessIdentity } from './process-identity.ts'
