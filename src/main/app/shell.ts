import { existsSync } from 'node:fs'
import path from 'node:path'
import { clipboard, shell, type BrowserWindow } from 'electron'
import { AcuityError } from '../../shared/errors.ts'
import { reportFormats } from '../../shared/report.ts'
import { channels } from '../../shared/shell-bridge.ts'
import type { ShellMethod, ShellOutput, ShellRequest } from '../../shared/shell-contract.ts'
import type { Log } from '../log/index.ts'
import { diagnosticsText } from './diagnostics.ts'
import { choosePath, chooseTarget, chooseTargetFolder } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'
import { formatByContent, type PathGrants } from './path-grants.ts'

export type ShellHandlers = {
  [M in ShellMethod]: (request: ShellRequest<M>) => Promise<ShellOutput<M>> | ShellOutput<M>
}

/** What the main process does for a page: whatever needs a dialog, a path, or the engine's process itself. */
export function createShell(window: BrowserWindow, host: EngineHost, log: Log, grants: PathGrants): ShellHandlers {
  return {
    'engine.connect': () => {
      const port = host.openPort()
      if (port) window.webContents.postMessage(channels.enginePort, null, [port])
      return host.state
    },
    'engine.restart': async () => {
      await host.restart()
      return {}
    },
    'paths.choose': async ({ kind, for: model }) => {
      const modelName = model === undefined ? undefined : path.basename(grants.path(model, 'model'))
      const file = await choosePath(window, kind, modelName)
      if (file === null) return null
      return grants.grant(kind, file, kind === 'model' ? await formatByContent(file) : undefined)
    },
    'datasets.index': ({ folder, labels, classes, ...stated }) =>
      host.engine.call('datasets.index', {
        folder: grants.path(folder, 'folder', 'archive'),
        labels: labels === undefined ? undefined : grants.path(labels, 'labels'),
        classes: classes === undefined ? undefined : grants.path(classes, 'classes'),
        ...stated,
      }),
    'datasets.reread': ({ labels, ...request }) =>
      host.engine.call('datasets.reindex', {
        ...request,
        labels: labels === undefined ? undefined : grants.path(labels, 'labels'),
      }),
    'models.add': ({ file, weights, mean }) =>
      host.engine.call('models.add', {
        file: grants.path(file, 'model'),
        weights: weights === undefined ? undefined : grants.path(weights, 'weights'),
        meanFile: mean === undefined ? undefined : grants.path(mean, 'mean'),
      }),
    'runs.import': ({ file, ...stated }) =>
      host.engine.call('runs.import', { ...stated, file: grants.path(file, 'answers') }),
    'means.add': ({ file }) => host.engine.call('means.add', { file: grants.path(file, 'mean') }),
    'reports.save': async (request) => {
      const { run, as, format } = request
      const { name } = await host.engine.call('runs.get', { run })
      const file = await chooseTarget(window, `${name} ${as}`, format)
      return file === null ? null : host.engine.call('reports.save', { ...request, file })
    },
    'reports.saveEach': async ({ runs, as, format }) => {
      const folder = await chooseTargetFolder(window)
      if (folder === null) return null
      let bytes = 0
      for (const run of runs) {
        const file = path.join(folder, `run-${run}-${as}.${reportFormats[format].extension}`)
        bytes += (await host.engine.call('reports.save', { run, as, format, file })).bytes
      }
      return { folder, files: runs.length, bytes }
    },
    'tables.save': async ({ title, ...table }) => {
      const file = await chooseTarget(window, title, table.format)
      return file === null ? null : host.engine.call('tables.save', { ...table, file })
    },
    'datasets.save': async (request) => {
      const file = await chooseTarget(window, `dataset ${request.dataset} ${request.as}`, request.format)
      return file === null ? null : host.engine.call('datasets.save', { ...request, file })
    },
    'comparisons.save': async (request) => {
      const file = await chooseTarget(window, 'comparison', request.format)
      return file === null ? null : host.engine.call('comparisons.save', { ...request, file })
    },
    'sweeps.save': async (request) => {
      const { sweep, as, format } = request
      const { name } = await host.engine.call('sweeps.get', { sweep })
      const file = await chooseTarget(window, as === 'sweep' ? name : `${name} ${as}`, format)
      return file === null ? null : host.engine.call('sweeps.save', { ...request, file })
    },
    'charts.save': async ({ title, format, bytes }) => {
      const file = await chooseTarget(window, title, format)
      return file === null ? null : host.engine.call('charts.save', { file, bytes })
    },
    'flips.save': async (request) => {
      const { first, second, cell, format } = request
      const file = await chooseTarget(window, `run ${first} run ${second} ${cell}`, format)
      return file === null ? null : host.engine.call('flips.save', { ...request, file })
    },
    'images.reveal': async ({ image }) => {
      const { file } = await host.engine.call('images.locate', { image })
      shell.showItemInFolder(file)
      return {}
    },
    'diagnostics.copy': async () => {
      await clipboard.writeText(await diagnosticsText(host, log))
      return {}
    },
    'diagnostics.showLog': () => {
      if (!existsSync(log.file))
        throw new AcuityError(
          'not-found',
          `There is no log at ${log.file}: ${log.failure ?? 'nothing was written yet'}.`,
        )
      shell.showItemInFolder(log.file)
      return {}
    },
  }
}
