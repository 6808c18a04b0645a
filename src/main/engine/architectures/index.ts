export { findArchitecture, listArchitectures, type Architecture } from './architectures.ts'
export { variantOf } from './variant.ts'
