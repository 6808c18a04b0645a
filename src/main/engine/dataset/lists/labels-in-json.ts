import { z } from 'zod'
import { AcuityError } from '../../../../shared/errors.ts'
import type { ClassEntry } from '../../../../shared/dataset.ts'
import { linesOf, type Stop } from '../../files/index.ts'
import { ClassLookup, saidBy } from '../class-lookup.ts'
import { columnOf, LABELS, NAMES } from './label-forms.ts'
import { addLabel, type Labels } from './labels.ts'

const Label = z.union([z.int().transform(String), z.string().min(1)])
const Row = z.record(z.string(), z.unknown())
/** A file by its name, or by FiftyOne's, which is without its ending; null of one that has no label. */
const ByName = z.record(z.string(), Label.nullable())
/** FiftyOne's FiftyOneImageClassificationDataset: labels are places in a list of classes of its own. */
const WithClasses = z.object({ classes: z.array(z.string()).nullable().default(null), labels: ByName })

const FORMS =
  'A list in JSON is [{"file": "a.JPEG", "label": 0}, …], such an object a line, {"a.JPEG": 0, …}, or FiftyOne\'s ' +
  '{"classes": […], "labels": {…}}'

/**
 * Reads labels in JSON: objects that have a file and its label, in a list or one a line (JSONL), names with labels, or
 * FiftyOne's labels.json. Fields are called as columns of tables are.
 * @returns null where the text is no JSON
 * @throws AcuityError `labels-invalid` with the line or the entry
 */
export function labelsInJson(text: string, file: string, classes: readonly ClassEntry[], stop?: Stop): Labels | null {
  if (!/^\s*(?:\[\s*[{\]]|\{\s*["}])/.test(text.slice(0, 1000))) return null
  const lookup = new ClassLookup(classes)
  const labels: Labels = new Map()
  const value = parsed(text)
  const add = (name: string, label: string | null, where: string) => {
    if (label === null) return
    if (!lookup.isLabel(label)) throw invalid(where, `${JSON.stringify(label)} is no class`)
    addLabel(labels, name, saidBy(label), where)
  }
  if (value === undefined) addLines()
  else if (Array.isArray(value)) for (const [i, each] of value.entries()) addRow(each, `${file}, entry ${i + 1}`)
  else addObject()
  if (labels.size === 0) throw invalid(file, 'it labels nothing')
  return labels

  function addLines() {
    const tooLong = (problem: string, line: number) => invalid(`${file}, line ${line}`, problem)
    for (const { text: line, number } of linesOf(text, tooLong, stop)) {
      if (line.trim() === '') continue
      const row = parsed(line)
      if (row === undefined) throw invalid(`${file}, line ${number}`, 'as JSON, it is damaged')
      addRow(row, `${file}, line ${number}`)
    }
  }

  function addObject() {
    const withClasses = WithClasses.safeParse(value)
    const own = withClasses.data?.classes ?? null
    const byName = ByName.safeParse(value)
    if (withClasses.success)
      for (const [name, label] of Object.entries(withClasses.data.labels))
        add(name, own ? placeIn(own, label, `${file}, ${name}`) : label, `${file}, ${name}`)
    else if (byName.success)
      for (const [name, label] of Object.entries(byName.data)) add(name, label, `${file}, ${name}`)
    // Of JSONL with a line alone.
    else addRow(value, file)
  }

  function addRow(value: unknown, where: string) {
    const [name, label] = cellsOf(value)
    if (name === null || label === null) throw invalid(where, 'it has no file, or no label')
    add(name, label, where)
  }
}

/** The class that a label is the place of; the label itself where it is none. */
function placeIn(classes: readonly string[], label: string | null, where: string): string | null {
  if (label === null || !/^\d+$/.test(label)) return label
  const entry = classes[Number(label)]
  if (entry === undefined) throw invalid(where, `its classes have no ${label}`)
  return entry
}

function cellsOf(value: unknown): [name: string | null, label: string | null] {
  const row = Row.safeParse(value)
  if (!row.success) return [null, null]
  const keys = Object.keys(row.data)
  const at = (headings: readonly string[]) =>
    Label.safeParse(row.data[keys[columnOf(keys, headings)] ?? '']).data ?? null
  return [at(NAMES), at(LABELS)]
}

const invalid = (where: string, problem: string) => new AcuityError('labels-invalid', `${where}: ${problem}. ${FORMS}.`)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
