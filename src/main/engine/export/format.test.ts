import { expect, it } from 'vitest'
import { ReportFormat, type Cell, type Column } from '../../../shared/report.ts'
import { formatTable } from './format.ts'
import { escapeMarkdown } from './markdown.ts'
import { toText } from './save.ts'

const columns: Column[] = [
  { name: 'name', kind: 'text' },
  { name: 'rank', kind: 'integer' },
  { name: 'top1', kind: 'fraction' },
  { name: 'fps', kind: 'number' },
]
const format = (rows: Cell[][], as: Parameters<typeof formatTable>[1]) => toText(formatTable({ columns, rows }, as))

it('writes RFC 4180: quoted where needed, CRLF, empty for null', async () => {
  expect(await format([['tench, "Tinca"', 0, 0.444, null]], 'csv')).toBe(
    'name,rank,top1,fps\r\n"tench, ""Tinca""",0,0.444,\r\n',
  )
})

it('keeps what has several lines in one cell, whatever ends them', async () => {
  const rows = ['a\nb', 'a\rb', 'a\r\nb', '\n', '\r=1'].map((text): Cell[] => [text, 0, 0, 0])
  expect(await format(rows, 'csv')).toBe(
    'name,rank,top1,fps\r\n"a\nb",0,0,0\r\n"a\rb",0,0,0\r\n"a\r\nb",0,0,0\r\n"\n",0,0,0\r\n"\'\r=1",0,0,0\r\n',
  )
})

it('neutralises text that a spreadsheet would run, and leaves numbers alone', async () => {
  const rows = ['=cmd()', '+1', '-1', '@x', '\tx'].map((text): Cell[] => [text, -1, 0.5, -2.5])
  const lines = (await format(rows, 'csv')).trim().split('\r\n').slice(1)
  expect(lines).toEqual([
    "'=cmd(),-1,0.5,-2.5",
    "'+1,-1,0.5,-2.5",
    "'-1,-1,0.5,-2.5",
    "'@x,-1,0.5,-2.5",
    "'\tx,-1,0.5,-2.5",
  ])
})

it('writes JSON that reads back exactly', async () => {
  const rows: Cell[][] = Array.from({ length: 1201 }, (_, i) => [`file ${i}`, i, i / 7, null])
  const read: unknown = JSON.parse(await format(rows, 'json'))
  expect(read).toHaveLength(1201)
  expect(read).toContainEqual({ name: 'file 7', rank: 7, top1: 1, fps: null })
  expect(JSON.parse(await format([], 'json'))).toEqual([])
})

it('shows people percentages with one decimal, and no escape sequence of a stranger', async () => {
  const text = await format([['a\u001b[31m|b', -1, 0.4449, 1739.3844]], 'md')
  expect(text).toContain('44.5%')
  expect(text).toContain('1739')
  expect(text).toContain('a\uFFFD\\[31m\\|b')
  expect(await format([['x'.repeat(80), 1, 1, 1]], 'terminal')).toContain(`${'x'.repeat(43)}…`)
  expect(await format([['x'.repeat(80), 1, 1, 1]], 'table')).toContain('x'.repeat(80))
})

const hostile = '\u001b]0;owned\u0007\u009b31m\u202Eexe.gpj\u2066\u007f\r'

it.each(ReportFormat.options.filter((as) => as !== 'csv'))(
  'lets nothing through that steers a terminal (%s)',
  async (as) => {
    const text = await format([[hostile, 1, 1, 1]], as)
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202E\u2066]/u)
    expect(text).toContain('owned')
  },
)

it('reads back what it escaped', async () => {
  expect(JSON.parse(await format([[hostile, 1, 1, 1]], 'json'))).toMatchObject([{ name: hostile }])
  expect(await format([[hostile, 1, 1, 1]], 'csv')).toContain(hostile)
})

it.each([
  ['a|b `c` *d* [e](f)', 'a\\|b \\`c\\` \\*d\\* \\[e\\](f)'],
  ['<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
  ['&lt;b&gt; AT&T', '&amp;lt;b&amp;gt; AT&T'],
  ['![x](http://a.b) www.a.b', '!\\[x\\](http\\://a.b) www\\.a.b'],
  ['sample_net_99 __init__ _x_ x_', 'sample_net_99 \\_\\_init\\_\\_ \\_x\\_ x\\_'],
  ['C:\\nets\\|x ~~y~~ #1', 'C:\\\\nets\\\\\\|x \\~\\~y\\~\\~ \\#1'],
])('shows %s in Markdown as it is', (text, expected) => {
  expect(escapeMarkdown(text)).toContain(expected)
})
