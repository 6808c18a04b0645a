import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../shared/run.ts'
import { sortByColumn } from './column-order.ts'
import { fieldsOfColumns, moveColumn, runColumns, toggleColumn, type TableRun } from './run-columns.ts'
import { exactValue, parseRunFilter, withExact } from './run-filter.ts'
import { tableLines } from './run-groups.ts'

/** A run of another model, size and accuracy; the newest first. */
const row = (id: number, model: string, crop: number, top1: number | null, tags: string[]): TableRun => ({
  run: {
    ...{ imported: null, status: 'done', dataset: 'val', provider: 'cpu', device: 'CPU', archivedAt: null },
    ...{ run: id, name: `${model} ${id}`, model, top1, tags, ci: { top1: null, top5: null } },
    recipe: { fit: 'squash', resize: 256, crop, resampler: 'pillow-bilinear' },
  } as unknown as RunSummary,
  index: 5 - id,
  ece: top1,
  sweepName: id > 3 ? 'sizes' : null,
})

const rows = [
  row(5, 'SqueezeNet v1.1', 224, 0.5, ['paper', 'to do']),
  row(4, 'SqueezeNet', 128, 0.75, ['paper']),
  row(3, 'AlexNet', 227, null, []),
  row(2, 'AlexNet', 128, 0.5, ['draft']),
  row(1, 'VGG', 96, 0.625, []),
]

const found = (typed: string) => rows.filter(parseRunFilter(typed).matches).map(({ run }) => run.run)

describe('a filter of runs', () => {
  it('finds text anywhere, and in fields', () => {
    expect(found('')).toEqual([5, 4, 3, 2, 1])
    expect(found('squeeze')).toEqual([5, 4])
    expect(found('"run 3"')).toEqual([3])
    expect(found('model:squeezenet crop:128 tag:paper')).toEqual([4])
    expect(found('tag:"to do"')).toEqual([5])
    expect(found('model:=SqueezeNet')).toEqual([4])
    expect(found('model:vgg,alexnet -tag:draft')).toEqual([3, 1])
    expect(found('size:256/96')).toEqual([1])
    expect(found('sweep:sizes')).toEqual([5, 4])
    expect(found('status:done')).toHaveLength(5)
  })

  it('compares numbers, accuracies in percent; what is unknown is none of them', () => {
    expect(found('crop:96..128')).toEqual([4, 2, 1])
    expect(found('crop:>=224')).toEqual([5, 3])
    expect(found('crop:96,227')).toEqual([3, 1])
    expect(found('top1:>50%')).toEqual([4, 1])
    expect(found('top1:<=50')).toEqual([5, 2])
  })

  it('asks for nothing by what is still being typed, and says what it does not understand', () => {
    for (const typed of ['model:', 'crop:', '-', 'model:=', '-tag:', '"']) expect(found(typed)).toHaveLength(5)
    expect(parseRunFilter('crop:12x').problems).toEqual([expect.stringContaining('“crop:12x” is no number')])
    expect(parseRunFilter('modle:vgg vgg').problems).toEqual([expect.stringContaining('no field “modle”')])
    expect(found('modle:vgg vgg')).toEqual([1])
  })

  it('is written by menus as by hand', () => {
    const chosen = withExact('tag:paper crop:128', 'model', 'SqueezeNet v1.1')
    expect(chosen).toBe('tag:paper crop:128 model:="SqueezeNet v1.1"')
    expect(exactValue(chosen, 'model')).toBe('SqueezeNet v1.1')
    expect(found(withExact(chosen, 'crop', '224'))).toEqual([5])
    expect(withExact(chosen, 'model', null)).toBe('tag:paper crop:128')
    expect(exactValue('model:squeeze', 'model')).toBeNull()
  })
})

describe('a table of runs', () => {
  const sorted = (column: keyof typeof runColumns, descending: boolean) =>
    sortByColumn(runColumns, rows, { column, descending }).map(({ run }) => run.run)

  it('is sorted by any column: what is unknown last, equals the newest first', () => {
    expect(sorted('top1', true)).toEqual([4, 1, 5, 2, 3])
    expect(sorted('top1', false)).toEqual([5, 2, 1, 4, 3])
    expect(sorted('size', true)).toEqual([3, 5, 4, 2, 1])
    expect(sorted('model', false)).toEqual([3, 2, 4, 5, 1])
  })

  it('has its runs below the heads of their groups, as far as these are unfolded', () => {
    const told = tableLines(rows, 'model', new Set(['model AlexNet'])).map((line) =>
      line.kind === 'run' ? line.row.run.run : [line.name, line.runs.length],
    )
    expect(told).toEqual([['SqueezeNet v1.1', 1], 5, ['SqueezeNet', 1], 4, ['AlexNet', 2], ['VGG', 1], 1])
    expect(tableLines(rows, null, new Set())).toHaveLength(5)
  })

  it('is exported with the columns as they stand, after the run', () => {
    const fields = fieldsOfColumns(['top1', 'size', 'model'])
    expect(fields.map(([{ name }]) => name)).toEqual(['run', 'top1', 'top1_lo', 'top1_hi', 'resize', 'crop', 'model'])
    const [first] = rows
    expect(first && fields.map(([, read]) => read(first)).slice(4)).toEqual([256, 224, 'SqueezeNet v1.1'])
  })

  it('keeps a column at least, and moves each to any place', () => {
    expect(toggleColumn(['name'], 'name')).toEqual(['name'])
    expect(toggleColumn(['name', 'top1'], 'name')).toEqual(['top1'])
    expect(toggleColumn(['name'], 'top1')).toEqual(['name', 'top1'])
    expect(moveColumn(['name', 'model', 'top1'], 'top1', 0)).toEqual(['top1', 'name', 'model'])
    expect(moveColumn(['name', 'model', 'top1'], 'name', -1)).toEqual(['name', 'model', 'top1'])
  })
})
