import { vi } from 'vitest'
import { patient } from './patience.ts'

// What vitest runs before each file: the limits that its tests have where they state none.
vi.setConfig({ testTimeout: patient(60_000), hookTimeout: patient(60_000) })

// What most tests are after is what a run answers: half a second of timing sessions a run is a third of their time.
process.env['ACUITY_TIMING_MS'] ??= '50'
