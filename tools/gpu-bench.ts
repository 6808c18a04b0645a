import path from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { messageOf } from '../src/shared/errors.ts'
import { Provider } from '../src/shared/run.ts'
import { fromCallersFolder } from './callers-folder.ts'
import { COMMAND_LINE } from './gpu-bench/child.ts'
import { pack, type PackOptions } from './gpu-bench/pack.ts'
import { record } from './gpu-bench/record.ts'
import { run } from './gpu-bench/run.ts'

/** Measures the founding table's networks on an NVIDIA GPU: also on a machine without network, Node and node_modules. */
const here = path.join(import.meta.dirname, '../out/gpu-bench')
const program = new Command('gpu-bench')

program
  .command('pack [folder]')
  .description(
    'make an archive that runs on a machine which has a GPU and CUDA, and nothing else (default: out/gpu-bench)',
  )
  .option(
    '--arch <n,…>',
    "GPUs that it is to work on, as in 90 for an H100: smaller, since others' code is left out",
    numbers,
  )
  .option('--part-mb <n>', 'size of a part in millions of bytes', Number, 60)
  .option('--without-cuda', 'pack without the CUDA provider where it is not installed, for a rehearsal', false)
  .action(async (folder: string | undefined, { arch, partMb, withoutCuda }: PackFlags) => {
    const options = {
      folder: folder === undefined ? here : fromCallersFolder(folder),
      architectures: arch,
      partMegabytes: partMb,
      withoutCuda,
    }
    const parts = await pack(options satisfies PackOptions)
    console.log(parts.join('\n'))
    console.log('There: cat acuity-gpu.tar.xz.* | tar -xJ && acuity-gpu/run')
  })

program
  .command('run', { isDefault: true })
  .description('measure, and write gpu.md and gpu.csv; what was cut off goes on where it was')
  .addOption(new Option('--provider <name>', 'what to measure').choices(Provider.options).default('cuda'))
  .option('--quick', 'measure next to nothing: a rehearsal', false)
  .option('--out <folder>', 'where results are kept', fromCallersFolder, here)
  .action(async ({ provider, quick, out }: { provider: Provider; quick: boolean; out: string }) => {
    console.log(await run({ provider, quick, folder: out, program: COMMAND_LINE }))
  })

program
  .command('record <folder>')
  .description("put another machine's results on record in docs/method")
  .action((folder: string) => record(fromCallersFolder(folder)))

interface PackFlags {
  arch?: number[]
  partMb: number
  withoutCuda: boolean
}

function numbers(text: string): number[] {
  const values = text.split(',').map(Number)
  if (!values.every(Number.isInteger)) throw new InvalidArgumentError('They must be whole numbers, as in 80,90.')
  return values
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}
