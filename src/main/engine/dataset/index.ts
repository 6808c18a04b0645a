export { Fingerprint } from './fingerprint.ts'
export { hasImageName } from './image-name.ts'
export type { LabelledFile, NameFault } from './labelled-file.ts'
export { readFolder, type DatasetFolder, type FolderOptions } from './read-folder.ts'
