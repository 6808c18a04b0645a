export { classResults } from './class-results.ts'
export { countAnswers } from './count-answers.ts'
export { imageResult, resultRows } from './image-results.ts'
export { shortestDecimal } from './shortest-decimal.ts'
