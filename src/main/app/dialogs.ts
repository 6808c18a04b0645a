import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { ReportFormat } from '../../shared/report.ts'
import type { PathKind } from '../../shared/shell-contract.ts'

const questions: Record<PathKind, OpenDialogOptions> = {
  folder: { title: 'Choose a folder of images', buttonLabel: 'Add dataset', properties: ['openDirectory'] },
  labels: { title: 'Choose a labels file (Caffe’s val.txt)', properties: ['openFile'] },
  classes: { title: 'Choose a class list', properties: ['openFile'] },
  model: {
    title: 'Choose a model',
    buttonLabel: 'Add model',
    properties: ['openFile'],
    filters: [{ name: 'Models (ONNX, Caffe)', extensions: ['onnx', 'prototxt'] }],
  },
  weights: {
    title: 'Choose the Caffe network’s weights',
    buttonLabel: 'Add model',
    properties: ['openFile'],
    filters: [{ name: 'Caffe weights', extensions: ['caffemodel'] }],
  },
  mean: {
    title: 'Choose a mean image',
    properties: ['openFile'],
    filters: [{ name: 'Caffe mean images', extensions: ['binaryproto'] }],
  },
}

/** @returns null when cancelled */
export async function choosePath(window: BrowserWindow, kind: PathKind): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, questions[kind])
  return filePaths[0] ?? null
}

const formats: Record<ReportFormat, { name: string; extension: string }> = {
  csv: { name: 'CSV', extension: 'csv' },
  json: { name: 'JSON', extension: 'json' },
  md: { name: 'Markdown', extension: 'md' },
  table: { name: 'Plain text', extension: 'txt' },
}

/** @returns null when cancelled */
export async function chooseTarget(window: BrowserWindow, name: string, format: ReportFormat): Promise<string | null> {
  const { name: formatName, extension } = formats[format]
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Export',
    // A run's name may hold what no file name can.
    defaultPath: `${name.replaceAll(/[^\w.-]+/g, '-')}.${extension}`,
    filters: [{ name: formatName, extensions: [extension] }],
  })
  return filePath || null
}
