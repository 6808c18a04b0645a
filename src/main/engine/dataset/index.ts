export type { LabelledFile } from './assign-labels.ts'
export { Fingerprint } from './fingerprint.ts'
export { readFolder, type DatasetFolder, type FolderOptions } from './read-folder.ts'
