import { z } from 'zod'
import type { ImportFile } from './import-file.ts'
import { TableReader, type ReadAnswers, type Told } from './read-table.ts'

/** An entry of LoadGen's accuracy log: which image, and what the system answered, byte by byte in hex. */
const Entry = z.looseObject({ qsl_idx: z.int().min(0), data: z.string().regex(/^(?:[0-9a-f]{2})*$/i) })

/** How a class may be written, low byte first. Numbers of one type are none of a class in another, but for 0. */
const TYPES = [
  { name: 'float32', bytes: 4, read: (data: Buffer) => data.readFloatLE(0) },
  { name: 'int32', bytes: 4, read: (data: Buffer) => data.readInt32LE(0) },
  { name: 'int64', bytes: 8, read: (data: Buffer) => Number(data.readBigInt64LE(0)) },
]

/** Whether parsed JSON is MLPerf's `mlperf_log_accuracy.json`. */
export const isMlperfLog = (value: object): value is readonly unknown[] =>
  Array.isArray(value) && Entry.pick({ qsl_idx: true }).safeParse(value[0]).success

/**
 * Reads MLPerf's accuracy log of an image classifier: the class of each image, as float32, int32 or int64, whichever all are whole
 * numbers in. As in MLPerf's own script, image k is the one in line k of its list, and of an image that was asked about more than once
 * the first answer counts.
 * Source: mlcommons/inference, loadgen/logging.cc and vision/classification_and_detection/tools/accuracy-imagenet.py
 * @throws AcuityError `import-invalid` with the entry
 */
export function readMlperfLog(list: readonly unknown[], file: ImportFile, told: Told): ReadAnswers {
  const answered = new Map<number, { entry: number; data: Buffer }>()
  for (const [i, value] of list.entries()) {
    const found = Entry.safeParse(value)
    if (!found.success) throw file.invalid(`entry ${i + 1}`, 'it has no "qsl_idx" with a number, or no "data" in hex')
    const { qsl_idx: image, data } = found.data
    if (!answered.has(image)) answered.set(image, { entry: i + 1, data: Buffer.from(data, 'hex') })
  }
  const most = told.lookup.size + Math.max(0, -(told.classOffset ?? 0))
  const type = TYPES.find(({ bytes, read }) =>
    [...answered.values()].every(({ data }) => data.length === bytes && isClass(read(data), most)),
  )
  if (!type)
    throw file.invalid('', `its data are no classes below ${most} in ${TYPES.map(({ name }) => name).join(', ')}`, [
      { do: 'choose-another', what: 'dataset' },
      { do: 'state', option: 'classOffset' },
    ])
  const table = new TableReader(['file', 'index'], file, { ...told, inOrder: false })
  for (const [image, { entry, data }] of answered) table.add([String(image), String(type.read(data))], `entry ${entry}`)
  const order = told.inOrder ? 'paths' : 'names'
  return {
    ...table.finish(),
    numbered: order,
    warnings: [
      `It numbers its images: number k is the dataset's in order of their ${told.inOrder ? 'paths' : 'file names'}, from 0.`,
    ],
  }
}

const isClass = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value < most
