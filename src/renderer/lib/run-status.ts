import type { RunStatus } from '../../shared/run.ts'

/** What a run's status is called where people read it. */
export const statusNames: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  done: 'Done',
  interrupted: 'Interrupted',
  failed: 'Failed',
}
