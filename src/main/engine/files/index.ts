export { exists } from './exists.ts'
export { firstWord, lastWord, linesOf, type Stop } from './lines.ts'
export { readText } from './read-text.ts'
export { writeWhole } from './write-whole.ts'
