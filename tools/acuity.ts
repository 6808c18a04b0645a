import { callersFolder } from './callers-folder.ts'

/** `npm run acuity -- …`: the command line from its sources, with paths as whoever called npm meant them. */
process.chdir(callersFolder())
await import('../src/main/cli/index.ts')
