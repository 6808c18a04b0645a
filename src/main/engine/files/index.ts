export { exists } from './exists.ts'
export { readText } from './read-text.ts'
export { writeWhole } from './write-whole.ts'
