import type { Benchmark } from '../benchmark.ts'
import { notRun } from '../row.ts'

/** What a GPU does is measured where there is one, by a tool of its own. */
export const cuda: Benchmark = {
  name: 'cuda',
  title: 'CUDA',
  isGate: false,
  run: ({ diagnosis }) => {
    const works = diagnosis.providers.some(({ provider, works }) => provider === 'cuda' && works)
    const where = works ? 'here' : 'on a machine with an NVIDIA GPU'
    const reason = `${works ? '' : 'there is no usable NVIDIA GPU; '}\`npm run gpu-bench\` measures it ${where}`
    return Promise.resolve([notRun('the founding networks on CUDA', '', reason)])
  },
}
