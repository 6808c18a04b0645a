import { markdownTable } from 'markdown-table'
import { agreement, placement } from './format-proofs.ts'
import { measuredModes, rowsOf, type Row } from './rows.ts'
import type { Results } from './results.ts'
import { modes } from './speeds.ts'

/** What was measured, in Markdown: a part of docs/method/gpu.md. */
export function formatReport(results: Results): string {
  return [
    `Measured on ${results.date} with \`npm run gpu-bench -- run${results.quick ? ' --quick' : ''} --provider ${results.provider}\`` +
      `${results.quick ? ', a rehearsal: its figures mean nothing' : ''}.`,
    describeMachine(results),
    '### Speeds',
    ...measuredModes(results).flatMap(([mode, bench]) => speeds(modes[mode].title, rowsOf(results, mode, bench))),
    '### Limits',
    limits(results),
    '### Where it ran',
    placement(results.provider, measuredModes(results)),
    '### Answers',
    agreement(results.provider, results.answers),
    '',
  ].join('\n\n')
}

function describeMachine({ machine: { gpu, detail, diagnosis } }: Results): string {
  const { environment } = diagnosis
  const device = gpu
    ? `${gpu.name}, ${gpu.memory}, driver ${gpu.driver}, at most ${gpu.clock} and ${gpu.power}`
    : detail
  return `${device}. ${environment.cpu}, ${environment.cores} cores; onnxruntime ${environment.onnxruntime}, Node ${environment.node}.`
}

const percent = (share: number | null) => (share === null ? '' : `${(share * 100).toFixed(0)}%`)
const rate = (fps: number) => fps.toFixed(fps < 100 ? 1 : 0)

/** Frame rates by batch, and at the largest batch what they are of the limits. */
function speeds(title: string, rows: Row[]): string[] {
  const batches = [...new Set(rows.map(({ batch }) => batch))]
  const networks = [...new Map(rows.map((row) => [nameOf(row), row])).keys()]
  const at = (network: string, batch: number | undefined) =>
    rows.find((row) => nameOf(row) === network && row.batch === batch)
  const largest = batches.at(-1)
  const body = networks.map((network) => {
    const last = at(network, largest)
    const rates = batches.map((batch) => rate(at(network, batch)?.fps ?? NaN))
    const speedup = last?.speedup == null ? '' : `${last.speedup.toFixed(2)}x`
    return [network, ...rates, speedup, percent(last?.peakShare ?? null), percent(last?.copyShare ?? null)]
  })
  const header = ['Images/s', ...batches.map((batch) => `batch ${batch}`), 'Speed-up', 'Of peak', 'Copying']
  const align = ['l', ...header.slice(1).map(() => 'r')]
  return [`#### ${title}`, markdownTable([header, ...body], { align })]
}

const nameOf = ({ architecture, input, crop }: Row) => `${architecture} ${input}/${crop}`

function limits(results: Results): string {
  const peaks = measuredModes(results).map(([mode, { peakGmacsPerSecond }]) => {
    const tera = peakGmacsPerSecond / 1000
    return `${modes[mode].title} ${tera.toFixed(tera < 10 ? 2 : 0)}`
  })
  const fastest = results.copy.reduce((best, { bytes, p50Ms }) => Math.max(best, bytes / p50Ms / 1e6), 0)
  const copying =
    results.provider === 'cpu'
      ? 'Nothing is copied on a CPU.'
      : `Copying images in reaches ${fastest.toFixed(1)} GB/s, from pageable memory as ONNX Runtime is given it.`
  return (
    `Matrix products reach, in TMACs/s: ${peaks.join(', ')}. ${copying} ` +
    '"Of peak" is the share of the former at the largest batch; "Copying" is the part of the time there that a session ' +
    'takes which copies the same images in and does nothing else. Speed-ups are against the first row.'
  )
}
