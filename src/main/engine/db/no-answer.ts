import { NO_ANSWER } from '../../../shared/results.ts'

/**
 * SQL for a column of `predictions` that says nothing where the network gave no answer: null there.
 * @param alias of the table, with its dot, where there is one
 */
export const answered = (column: 'top1' | 'p1', alias = '') =>
  `IIF(${alias}top1 = ${NO_ANSWER}, NULL, ${alias}${column})`
