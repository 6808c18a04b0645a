import { expect, it } from 'vitest'
import type { Cell, Column } from '../../../shared/report.ts'
import { formatNoted, formatTable } from './format.ts'
import { formatPublished } from './format-published.ts'
import { toText } from './save.ts'

const columns: Column[] = [
  { name: 'name', kind: 'text' },
  { name: 'rank', kind: 'integer' },
  { name: 'top1', kind: 'fraction' },
  { name: 'top1_lo', kind: 'fraction' },
  { name: 'top1_hi', kind: 'fraction' },
  { name: 'mcnemar_p', kind: 'number' },
]
const latex = (rows: Cell[][], of = columns) => toText(formatTable({ columns: of, rows }, 'latex'))
/** The cells of the only row, as they are written. */
async function cells(row: Cell[]): Promise<string[]> {
  const line = (await latex([row])).split('\n')[5] ?? ''
  return line.replace(/ \\\\$/, '').split(' & ')
}

it('prints the founding table', async () => {
  const [table = '', note] = (await toText(formatPublished('latex'))).split('\n\n')
  expect(table).toBe(
    String.raw`% \usepackage{booktabs}
\begin{tabular}{lllrrr}
\toprule
DNN architecture & Input & Crop & Top-1 & Top-5 & Frame rate at test-time \\
\midrule
AlexNet & 256$\times$256 & 227$\times$227 & 57.1\% & 80.2\% & 624 fps \\
AlexNet & 128$\times$128 & 99$\times$99 & 42.7\% ($-$14.4) & 67.3\% ($-$12.8) & 3368 fps (5.4$\times$ speedup) \\
AlexNet & 128$\times$128 & 111$\times$111 & 46.2\% ($-$10.9) & 70.1\% ($-$10.1) & 2191 fps (3.4$\times$ speedup) \\
VGG\_F & 128$\times$128 & 99$\times$99 & 41.2\% ($-$15.9) & 65.7\% ($-$14.5) & 2876 fps (4.6$\times$ speedup) \\
VGG\_F\_extralayer & 128$\times$128 & 99$\times$99 & 48.3\% ($-$8.8) & 72.8\% ($-$7.4) & 1600 fps (2.5$\times$ speedup) \\
VGG\_F\_extralayer & 128$\times$128 & 111$\times$111 & 50.2\% ($-$6.9) & 75.1\% ($-$5.1) & 1248 fps (2$\times$ speedup) \\
\bottomrule
\end{tabular}`,
  )
  expect(note).toMatch(/^% The published figures are quoted/)
})

it('writes an interval behind its figure: ± where it is as wide on both sides, both ends where it is not', async () => {
  expect(await cells(['a', 1, 0.571, 0.5667, 0.5753, null])).toEqual(['a', '1', String.raw`57.1 $\pm$ 0.4\%`, ''])
  expect(await cells(['a', 1, 0.98, 0.895, 0.9965, null])).toContain(String.raw`98.0$^{+1.7}_{-8.5}$\%`)
  // Computed, the upper end of 1 lies a rounding below it.
  expect(await cells(['a', 1, 1, 0.862, 1 - 2 ** -53, null])).toContain(String.raw`100.0$^{+0.0}_{-13.8}$\%`)
  expect(await cells(['a', 1, null, null, null, null])).toEqual(['a', '1', '', ''])
  expect(await latex([])).toContain(String.raw`\begin{tabular}{lrrr}`)
})

it('writes numbers as mathematics writes them', async () => {
  expect(await cells(['-1', -14, 0.5, 0.4, 0.6, 1.234e-7])).toEqual([
    '-1',
    '$-$14',
    String.raw`50.0 $\pm$ 10.0\%`,
    String.raw`1.234$\times10^{-7}$`,
  ])
})

it.each([
  ['_ & % # $ { }', String.raw`\_ \& \% \# \$ \{ \}`],
  ['~ ^ \\', String.raw`\textasciitilde{} \textasciicircum{} \textbackslash{}`],
  ['a < b > c | d', String.raw`a \textless{} b \textgreater{} c \textbar{} d`],
  ['[1em] *', '{[}1em{]} {*}'],
  ['a--b ---', 'a-{}-b -{}-{}-'],
  [
    '\\end{tabular}\\input{/etc/passwd}',
    String.raw`\textbackslash{}end\{tabular\}\textbackslash{}input\{/etc/passwd\}`,
  ],
  ['two\nlines\\\\', String.raw`two lines\textbackslash{}\textbackslash{}`],
])('prints %j as it is', async (text, written) => {
  expect((await latex([[text, 1, 1, null, null, 1]])).split('\n')[5]).toBe(String.raw`${written} & 1 & 100.0\% & 1 \\`)
})

it('is balanced whatever the names: as many cells a row, and nothing outside but comments', async () => {
  const hostile = ['}{', '\\\\ & \\hline', '% &', '\\begin{tabular}', '$$', '\r\n& x', '^^5c', '&&&&']
  const named = columns.map((column, index) => ({ ...column, name: `${hostile[index]} ${column.name}` }))
  const rows = hostile.map((name): Cell[] => [name, 1, 0.5, 0.4, 0.6, 1])
  const text = await toText(formatNoted({ columns: named, rows }, hostile.join('\n'), 'latex'))
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('% '))
  expect(lines.filter((line) => line.startsWith('\\begin{tabular}'))).toHaveLength(1)
  expect(lines.at(-1)).toBe('\\end{tabular}')
  const written = lines.filter((line) => line.endsWith(' \\\\'))
  expect(written).toHaveLength(rows.length + 1)
  const bare = written.map((line) => line.slice(0, -3).replaceAll(/\\[\\{}&%$#_]/g, ''))
  for (const line of bare) {
    expect(line.split('&')).toHaveLength(columns.length)
    expect(line.split('{').length).toBe(line.split('}').length)
    expect(line).not.toMatch(/[%#~_]|\^(?!\{)/)
    expect(line).not.toMatch(/\\(?!(text\w+\{\}|dag\{\}|times|pm\b))/)
  }
})
