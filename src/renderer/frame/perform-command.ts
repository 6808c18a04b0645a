import { commands, type CommandId, type FrameCommandId } from '../../shared/commands.ts'
import { parseRoute } from '../lib/route.ts'
import type { App } from '../state/app.ts'
import { copyDiagnostics, showLog } from './diagnostics.ts'

const acts: Record<FrameCommandId, (app: App) => unknown> = {
  'add-dataset': ({ intake }) => intake.chooseDataset(),
  'add-archive': ({ intake }) => intake.chooseArchive(),
  'add-model': ({ intake }) => intake.chooseModel(),
  'import-answers': ({ intake }) => intake.chooseAnswers(),
  find: ({ overlay }) => (overlay.shown = 'palette'),
  undo: ({ undo }) => undo.undo(),
  shortcuts: ({ overlay }) => (overlay.shown = 'shortcuts'),
  'copy-diagnostics': ({ notices }) => copyDiagnostics(notices),
  'show-log': ({ notices }) => showLog(notices),
}

/** Carries out a command, wherever it was chosen. */
export function performCommand(id: CommandId, app: App): void {
  const { opens } = commands[id]
  if (opens !== undefined) app.router.go(parseRoute(opens))
  else if (isFrameCommand(id)) acts[id](app)
}

const isFrameCommand = (id: CommandId): id is FrameCommandId => Object.hasOwn(acts, id)
