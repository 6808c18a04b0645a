export { recipeDoctorHandlers } from './handlers.ts'
