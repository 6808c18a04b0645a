import { createContext } from 'svelte'
import { Annotations } from './annotations.svelte.ts'
import { CalibrationErrors } from './calibration-errors.svelte.ts'
import { Connection } from './connection.svelte.ts'
import { Contents } from './dataset-contents.svelte.ts'
import { Diagnosis } from './diagnosis.svelte.ts'
import { FlipPairs } from './flip-pairs.svelte.ts'
import { Intake } from './intake.svelte.ts'
import { Jobs } from './jobs.svelte.ts'
import { Library } from './library.svelte.ts'
import { Notices } from './notices.svelte.ts'
import { Overlay } from './overlay.svelte.ts'
import { Queue } from './queue.svelte.ts'
import { Router } from './router.svelte.ts'
import { Results } from './run-results.svelte.ts'
import { Shelf } from './shelf.svelte.ts'
import { Sweeps } from './sweep-results.svelte.ts'
import { TileSize } from './tile-size.svelte.ts'
import { Undo } from './undo.svelte.ts'

/** Everything that more than one view knows of. */
export interface App {
  connection: Connection
  library: Library
  jobs: Jobs
  queue: Queue
  overlay: Overlay
  annotations: Annotations
  calibrationErrors: CalibrationErrors
  shelf: Shelf
  results: Results
  contents: Contents
  sweeps: Sweeps
  flips: FlipPairs
  diagnosis: Diagnosis
  router: Router
  notices: Notices
  undo: Undo
  tileSize: TileSize
  intake: Intake
}

/** Builds the page's state, and connects it to the engine. */
export function createApp(): App {
  const connection = new Connection()
  const library = new Library(connection)
  const router = new Router()
  const notices = new Notices()
  const undo = new Undo(notices)
  return {
    connection,
    library,
    jobs: new Jobs(connection),
    queue: new Queue(connection, notices),
    overlay: new Overlay(),
    annotations: new Annotations(connection, undo),
    shelf: new Shelf({ connection, library, notices, router, undo }),
    calibrationErrors: new CalibrationErrors(connection),
    results: new Results(connection),
    contents: new Contents(connection),
    sweeps: new Sweeps(connection),
    flips: new FlipPairs(connection),
    diagnosis: new Diagnosis(connection, notices),
    router,
    notices,
    undo,
    tileSize: new TileSize(),
    intake: new Intake(connection, library, router, notices),
  }
}

export const [getApp, setApp] = createContext<App>()
