import { isUnfinished } from '../../../../shared/run-basis.ts'
import { percent, percentRange, UNKNOWN } from '../../../../shared/text.ts'
import { describeCoverage } from '../../../lib/comparable.ts'
import type { CurveX } from '../../../lib/curve-address.ts'
import { compact, count, fps } from '../../../lib/format.ts'
import { points } from '../../../lib/run-text.ts'
import { xAxes } from './axes.ts'
import type { CurveFigure } from './curve-figures.ts'

interface Drawn {
  x: CurveX
  /** What is drawn, in full. */
  title: string
}

/** What is told of a point that is pointed at, a line each. */
export function figureFacts(figure: CurveFigure, { x, title }: Drawn): { term: string; value: string }[] {
  const { run, value, interval, images, change, isPareto, doubts } = figure
  const { resize, crop } = run.recipe
  const fact = (term: string, text: string | null) => (text === null ? [] : [{ term, value: text }])
  return [
    ...fact(title, value === null ? UNKNOWN : percent(value)),
    ...fact('95% interval', interval && percentRange(interval)),
    ...fact('Against the largest', change === null ? null : `${points(change)} points`),
    ...fact('Images', isUnfinished(run) ? describeCoverage(run.status, run.images) : count(images)),
    ...fact('Resized, crop', run.recipe.fit === 'none' ? `as it is, ${crop}` : `${resize}, ${crop}`),
    ...fact('Multiply-adds', run.macs === null ? null : compact(run.macs)),
    ...fact('Session rate', run.speed.session && fps(run.speed.session.fps)),
    ...fact('Pipeline rate', x !== 'pipeline' || figure.x === null ? null : fps(figure.x)),
    ...fact('Pareto point', isPareto ? 'nothing here beats it' : null),
    ...fact('Uncertain', doubts.join('; ') || null),
  ]
}

/** The same to be spoken, in one line. */
export function describeFigure(figure: CurveFigure, drawn: Drawn): string {
  const { model, size, x } = figure
  const at = drawn.x === 'crop' || x === null ? [] : [`${xAxes[drawn.x].name} ${xAxes[drawn.x].text(x)}`]
  const facts = figureFacts(figure, drawn).map(({ term, value }) => `${term} ${value}`)
  return [`${model} at ${size}`, ...at, ...facts].join(', ')
}
