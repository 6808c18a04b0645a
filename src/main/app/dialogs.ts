import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { ChartFormat } from '../../shared/chart-file.ts'
import { formatsWith, type ModelFileKind } from '../../shared/model-formats.ts'
import { reportFormats, type ReportFormat } from '../../shared/report.ts'
import type { PathKind } from '../../shared/shell-contract.ts'
import { withoutControls } from '../../shared/text.ts'

const names = (kind: ModelFileKind) =>
  formatsWith(kind)
    .map(({ name }) => name)
    .join(', ')
const extensions = (kind: ModelFileKind) => formatsWith(kind).flatMap(({ files }) => files[kind])

/** What lies under another extension is told by its content. */
const ALL = { name: 'All files', extensions: ['*'] }

const questions: Record<PathKind, OpenDialogOptions & { title: string }> = {
  folder: { title: 'Choose a folder of images', buttonLabel: 'Add dataset', properties: ['openDirectory'] },
  archive: {
    title: 'Choose an archive of images',
    buttonLabel: 'Add dataset',
    properties: ['openFile'],
    filters: [{ name: 'Archives (tar, Parquet)', extensions: ['tar', 'parquet'] }, ALL],
  },
  labels: { title: 'Choose a labels file (Caffe’s val.txt)', properties: ['openFile'] },
  classes: { title: 'Choose a class list', properties: ['openFile'] },
  model: {
    title: 'Choose a model',
    buttonLabel: 'Add model',
    properties: ['openFile'],
    filters: [{ name: `Models (${names('model')})`, extensions: extensions('model') }, ALL],
  },
  weights: {
    title: `Choose ${names('weights')} weights`,
    buttonLabel: 'Add model',
    properties: ['openFile'],
    filters: [{ name: `${names('weights')} weights`, extensions: extensions('weights') }, ALL],
  },
  answers: {
    title: 'Choose a file of answers',
    properties: ['openFile'],
    filters: [{ name: 'Answers (CSV, JSON, NPZ)', extensions: ['csv', 'json', 'npz'] }, ALL],
  },
  mean: {
    title: 'Choose a mean image',
    properties: ['openFile'],
    filters: [{ name: `${names('mean')} mean images`, extensions: extensions('mean') }, ALL],
  },
}

/**
 * @param model the name of the file that what is chosen is for
 * @returns null when cancelled
 */
export async function choosePath(window: BrowserWindow, kind: PathKind, model?: string): Promise<string | null> {
  const question = questions[kind]
  const title = model === undefined ? question.title : `${question.title} for ${withoutControls(model)}`
  // macOS shows no title.
  const { filePaths } = await dialog.showOpenDialog(window, { ...question, title, message: title })
  return filePaths[0] ?? null
}

const formats: Record<ReportFormat | ChartFormat, { name: string; extension: string }> = {
  ...reportFormats,
  svg: { name: 'SVG', extension: 'svg' },
  png: { name: 'PNG', extension: 'png' },
}

/** @returns null when cancelled */
export async function chooseTarget(
  window: BrowserWindow,
  name: string,
  format: ReportFormat | ChartFormat,
): Promise<string | null> {
  const { name: formatName, extension } = formats[format]
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Export',
    // A run's name may hold what no file name can.
    defaultPath: `${name.replaceAll(/[^\w.-]+/g, '-')}.${extension}`,
    filters: [{ name: formatName, extensions: [extension] }],
  })
  return filePath || null
}

/** @returns null when cancelled */
export async function chooseTargetFolder(window: BrowserWindow): Promise<string | null> {
  const title = 'Choose a folder to export to'
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    message: title,
    buttonLabel: 'Export',
    properties: ['openDirectory', 'createDirectory'],
  })
  return filePaths[0] ?? null
}
