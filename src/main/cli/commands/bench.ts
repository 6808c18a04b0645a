import { Command, Option } from 'commander'
import { Precision, type Conditions } from '../../../shared/bench.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { ReportFormat } from '../../../shared/report.ts'
import { ProviderChoice } from '../../../shared/run.ts'
import { formatBench, formatFoundingBench } from '../../engine/index.ts'
import { note, withContext, type Context } from '../context.ts'
import { chooseFormat, formatOption, outOption, type Out } from '../format-option.ts'
import { followBench } from '../jobs.ts'
import { decimal, modelLimitOptions, outputOption, positive, positiveList, providerList } from '../options.ts'
import { writeResult } from '../write-result.ts'

interface Options {
  model?: string
  weights?: string
  output?: string
  founding: boolean
  crop?: number[]
  batch?: number[]
  provider?: ProviderChoice[]
  threads?: number
  warmUp?: number
  repetitions?: number
  seconds?: number
  modelSeconds?: number
  modelMemory?: number
  precision: Precision
  profile: boolean
  withPublished: boolean
  format?: ReportFormat
  out?: Out
}

export const benchCommand = new Command('bench')
  .description('measure the speed of a network, with weights or without: its session alone, input resident')
  .option('--model <file|architecture>', 'an ONNX classifier, a Caffe network\'s prototxt, or what "acuity arch" lists')
  .option('--weights <file>', 'the .caffemodel of a Caffe network (without: drawn at random)')
  .addOption(outputOption)
  .addOption(
    new Option('--founding', 'the six rows of the founding table, in turn, as its table')
      .default(false)
      .conflicts(['model', 'weights', 'output', 'crop', 'modelSeconds', 'modelMemory']),
  )
  .option('--crop <n,…>', "sides of the image in pixels (default: the model's own)", positiveList)
  .option(
    '--batch <n,…>',
    'images at a time; halved where memory runs out (default: 1,8,32,64; for the founding table 32)',
    positiveList,
  )
  .option(
    '--provider <name,…>',
    `what infers, one after the other: ${ProviderChoice.options.join(', ')} (default: auto, CUDA where it works, else the CPU)`,
    providerList,
  )
  .option('--threads <n>', 'threads of the one session (default: all cores)', positive)
  .option('--warm-up <n>', 'runs before the first that counts (default: 3)', positive)
  .option('--repetitions <n>', 'runs that count, unless the time is over before (default: 30)', positive)
  .option(
    '--seconds <s>',
    'no run that counts begins later than this after the first, for each network at a batch (default: 3; for the founding table 10)',
    decimal,
  )
  .addOption(
    new Option('--precision <type>', 'what networks compute in: weights and all are rounded in fp16')
      .choices(Precision.options)
      .default('fp32'),
  )
  .option('--profile', 'say which provider computes each node, from a run of its own', false)
  .option('--with-published', 'lay the published rows of the founding table below, marked as quoted', false)
  .addOption(formatOption())
  .addOption(outOption())
  .action((options: Options, command: Command) =>
    withContext(command, async (context) => {
      const format = chooseFormat(options.format, context, options.out)
      await writeResult(
        await (options.founding ? founding : model)(context, options, format),
        options.out,
        context.json,
      )
    }),
  )
for (const option of modelLimitOptions) benchCommand.addOption(option)

async function model(context: Context, options: Options, format: ReportFormat): Promise<AsyncGenerator<string>> {
  if (options.model === undefined)
    throw new AcuityError('invalid-input', 'bench needs --model FILE or --model ARCHITECTURE, or --founding.')
  if (options.withPublished)
    throw new AcuityError('invalid-input', '--with-published goes with --founding: those are the rows it lies beside.')
  const { model: file, weights, output, crop: crops, modelSeconds, modelMemory } = options
  const input = { ...measuring(options), model: file, weights, output, crops, modelSeconds, modelMemory }
  const bench = await followBench(context, (cancel) => context.engine.call('bench.model', input, cancel))
  warn(bench)
  return formatBench(bench, format)
}

async function founding(context: Context, options: Options, format: ReportFormat): Promise<AsyncGenerator<string>> {
  const bench = await followBench(context, (cancel) =>
    context.engine.call('bench.founding', measuring(options), cancel),
  )
  warn(bench)
  return formatFoundingBench(bench, { format, withPublished: options.withPublished })
}

function warn({ warnings }: Pick<Conditions, 'warnings'>): void {
  for (const warning of warnings) note(`warning: ${warning}`)
}

function measuring({ batch: batches, provider: providers, profile: trace, ...options }: Options) {
  const { threads, warmUp, repetitions, seconds, precision } = options
  return { batches, providers, threads, warmUp, repetitions, seconds, precision, trace }
}
