export { labelOrderHandlers } from './handlers.ts'
export { testOrders } from './test-orders.ts'
