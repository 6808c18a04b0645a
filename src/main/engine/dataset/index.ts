export type { LabelledFile } from './assign-labels.ts'
export { Fingerprint } from './fingerprint.ts'
export { readFolder, type DatasetFolder } from './read-folder.ts'
