import { z } from 'zod'

/** Something that a person can tell the window to do. Menu, palette and shortcut sheet are drawn from it. */
interface Command {
  /** What the palette calls it, and the menu. */
  title: string
  /** What the shortcut sheet says that its key does; the title where there is nothing more to say. */
  does?: string
  /** As Electron writes accelerators. */
  key?: string
  /** Where it can be done; everywhere, if not said. */
  on?: 'image'
  /** Its place in the menu bar: a rule stands between two sections. Dots after its name say that it asks something back. */
  menu?: { in: 'file' | 'help'; section: number; asks: boolean }
  /** What else the palette finds it by; it is not there without. */
  words?: string
  /** The address that it leads to. What leads nowhere is carried out by the page that it belongs to, or by the frame. */
  opens?: string
}

/** Every command, in the order in which it is offered. */
const table = {
  'add-dataset': {
    title: 'Add dataset',
    does: 'Add a dataset',
    key: 'CmdOrCtrl+O',
    menu: { in: 'file', section: 1, asks: true },
    words: 'index a folder',
  },
  'add-archive': {
    title: 'Add dataset from archive',
    menu: { in: 'file', section: 1, asks: true },
    words: 'index a tar or parquet',
  },
  'add-model': {
    title: 'Add model',
    does: 'Add a model',
    key: 'CmdOrCtrl+Shift+O',
    menu: { in: 'file', section: 1, asks: true },
    words: 'ONNX or Caffe file',
  },
  'import-answers': {
    title: 'Import answers',
    menu: { in: 'file', section: 1, asks: true },
    words: 'predictions or scores made elsewhere, as by timm: csv json npz',
  },
  'new-run': {
    title: 'New run',
    key: 'CmdOrCtrl+N',
    menu: { in: 'file', section: 2, asks: true },
    words: 'evaluate',
    opens: '#/new-run',
  },
  'new-sweep': {
    title: 'New sweep',
    key: 'CmdOrCtrl+Shift+N',
    menu: { in: 'file', section: 2, asks: true },
    words: 'evaluate at several sizes, the curve',
    opens: '#/new-sweep',
  },
  'all-runs': {
    title: 'All runs',
    does: 'Find, sort and tidy all runs',
    key: 'CmdOrCtrl+Shift+A',
    menu: { in: 'file', section: 2, asks: false },
    words: 'table, list, filter, tags, archive, delete, export',
    opens: '#/runs',
  },
  'compare-runs': {
    title: 'Compare runs',
    key: 'CmdOrCtrl+Shift+C',
    menu: { in: 'file', section: 2, asks: false },
    words: '',
    opens: '#/compare/',
  },
  find: {
    title: 'Find',
    does: 'Find a run, a class, a model, a dataset or an action',
    key: 'CmdOrCtrl+K',
    menu: { in: 'file', section: 2, asks: true },
  },
  /** The page's own: fields and the menu of editing have the same key, for what is typed. */
  undo: { title: 'Undo', does: 'Undo what was done last', key: 'CmdOrCtrl+Z', words: 'take back, bring back' },
  home: { title: 'Home', words: '', opens: '#/' },
  shortcuts: {
    title: 'Keyboard shortcuts',
    does: 'Show these shortcuts',
    key: '?',
    menu: { in: 'help', section: 1, asks: false },
    words: 'keys help',
  },
  'copy-diagnostics': {
    title: 'Copy diagnostics',
    menu: { in: 'help', section: 2, asks: false },
    words: 'versions, errors, the log: to report a problem',
  },
  'show-log': { title: 'Show log file', menu: { in: 'help', section: 2, asks: false }, words: 'what went wrong' },
  'write-note': { title: 'Write a note', key: 'N', on: 'image' },
  'doubt-label': { title: 'Tag: label looks wrong', key: 'L', on: 'image' },
  'copy-file-name': { title: 'Copy the file’s name', key: 'C', on: 'image' },
} satisfies Record<string, Command>

export type CommandId = keyof typeof table
export const CommandId = z.enum(Object.keys(table) as [CommandId, ...CommandId[]])

export const commands: Readonly<Record<CommandId, Command>> = table

/** Every command with its id, in the order in which it is offered. */
export const listCommands = (): ({ id: CommandId } & Command)[] =>
  CommandId.options.map((id) => ({ id, ...commands[id] }))

/** Those that the frame carries out itself, as they lead nowhere and belong to no page. */
export type FrameCommandId = {
  [Id in CommandId]: (typeof table)[Id] extends { opens: string } | { on: string } ? never : Id
}[CommandId]
