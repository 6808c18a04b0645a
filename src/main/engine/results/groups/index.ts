export { withLabels } from './class-groups.ts'
export { groupResults, pairedGroups } from './group-results.ts'
