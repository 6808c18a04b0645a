import { randomUUID } from 'node:crypto'
import type { benchMethods } from '../../../shared/contract/bench.ts'
import { OthersAtWork, type RunQueue } from '../eval/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { architectureText, summariseArchitectures } from './architectures.ts'
import { Benchmarks } from './benchmarks.ts'

export function benchHandlers({
  db,
  resources,
  caches,
  environment,
  emit,
  queue,
}: EngineContext & { queue: RunQueue }): Handlers<typeof benchMethods> {
  // Each engine's own: benchmarks of several processes do not wait for each other, but know of each other.
  const lock = `bench:${randomUUID()}`
  const announce = () => db.locks.take(lock, 'A benchmark')
  const benchmarks = new Benchmarks(() => queue.busy, announce, {
    resources,
    caches,
    environment,
    others: () => new OthersAtWork(db, [lock]),
    onProgress: (progress) => emit('bench.progress', progress),
  })
  return {
    'architectures.list': ({ crops }) => summariseArchitectures(resources, crops),
    'architectures.text': async ({ name, only }) => ({ text: await architectureText(resources, name, only) }),
    'bench.model': (request, signal) => benchmarks.model(request, signal),
    'bench.runs': (request, signal) => benchmarks.runs(request, db, signal),
    'bench.founding': (request, signal) => benchmarks.founding(request, signal),
  }
}
