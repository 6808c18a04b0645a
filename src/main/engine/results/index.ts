export { classResults } from './class-results.ts'
export { countPredictions } from './count-predictions.ts'
export { imageResult, resultRows } from './image-results.ts'
export { shortestDecimal } from './shortest-decimal.ts'
