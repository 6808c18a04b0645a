import { InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { CentralShape, ChannelOrder, Fit, Layout, Resampler } from '../../shared/recipe.ts'
import { OutputKind } from '../../shared/output-kind.ts'
import { ProviderChoice } from '../../shared/run.ts'

/** Parsers of what stands after an option; what they refuse is a usage error. */
function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

export function positive(text: string): number {
  const value = wholeNumber(text)
  if (value < 1) throw new InvalidArgumentError('It must be at least 1.')
  return value
}

/** The index of a class. */
export function natural(text: string): number {
  const value = wholeNumber(text)
  if (value < 0) throw new InvalidArgumentError('It must be at least 0.')
  return value
}

/** Whole numbers from 1, as in `1,8,32`; each once, however often it is named. */
export const positiveList = (text: string) => [...new Set(text.split(',').map(positive))]

/** Some of a few words, as in `cpu,cuda`. */
const choices =
  <T extends string>({ options }: { options: readonly T[] }) =>
  (text: string): T[] =>
    text.split(',').map((each) => {
      const known = options.find((option) => option === each)
      if (known === undefined) throw new InvalidArgumentError(`Allowed choices are ${options.join(', ')}.`)
      return known
    })

/** Providers; each once. */
export const providerList = (text: string) => [...new Set(choices(ProviderChoice)(text))]

export const resamplerList = choices(Resampler)

export function decimal(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.')
  return value
}

const UNITS: Record<string, number> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
}

/** A size in bytes, as in `500MB`, `2GiB` or `1.5G`: decimal units, and binary ones with an i. A number alone is none. */
export function byteSize(text: string): number {
  if (/^\s*0\s*$/.test(text)) return 0
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]i?b?|b)$/i.exec(text.trim()) ?? []
  const factor = UNITS[unit.toLowerCase().replace(/b$/, '')]
  if (amount === undefined || factor === undefined)
    throw new InvalidArgumentError('It must be a size with its unit, as in 500MB or 2GiB.')
  return Math.round(Number(amount) * factor)
}

/** `a,b,c`, or one number for all three channels. */
export function perChannel(text: string): [number, number, number] {
  const [a, b, c, ...more] = text.split(',').map(decimal)
  if (a !== undefined && b === undefined) return [a, a, a]
  if (a === undefined || b === undefined || c === undefined || more.length > 0)
    throw new InvalidArgumentError('It must be three numbers, as in 104,117,123, in the channel order of the network.')
  return [a, b, c]
}

const choice = (flags: string, description: string, values: z.ZodEnum) =>
  new Option(flags, description).choices(values.options.map(String))

/** The options that override a recipe, field by field. */
export const recipeOptions = [
  choice('--fit <fit>', 'how the image is fitted before the crop', Fit),
  new Option('--resize <n>', 'side (squash), shorter or longer side (shortest, longest) after resizing').argParser(
    positive,
  ),
  new Option('--crop <n>', 'side of the centre crop that the network sees').argParser(positive),
  choice('--resampler <name>', 'whose resampling to reproduce', Resampler),
  new Option('--central-crop <part>', 'part of the image that is cut out of its middle before it is resized').argParser(
    decimal,
  ),
  choice('--central-shape <shape>', 'of both sides (image), or a square of the shorter one (square)', CentralShape),
  new Option('--fill <r,g,b>', 'what lies around the image with --fit longest (default: the mean)').argParser(
    perChannel,
  ),
  new Option('--exif-orientation', "turn images as their EXIF data say, as OpenCV's imread does"),
  new Option('--no-exif-orientation', 'take images as they are stored (the default, or what the recipe says)'),
  choice('--channels <order>', 'channel order of the network', ChannelOrder),
  new Option('--mean <a,b,c>', 'subtracted from pixels in 0…255').argParser(perChannel),
  new Option('--std <a,b,c>', 'divides what is left').argParser(perChannel),
  new Option('--scale <s>', 'multiplies it').argParser(decimal),
]

/** What a Caffe network is made of beside its text. */
export const caffeOptions = [
  new Option('--weights <file>', 'the .caffemodel of a Caffe network'),
  new Option('--mean-file <file>', 'a mean.binaryproto or .npy, subtracted pixel by pixel').conflicts('mean'),
]

export const outputOption = new Option(
  '--output <name>',
  "the output to take, of several (default: the network's own, with as many scores as classes)",
)

export const classOffsetOption = new Option(
  '--class-offset <k>',
  'output i means class i + k (default: -1 for one output more than classes)',
).argParser(wholeNumber)

export const outputsOption = choice(
  '--outputs <kind>',
  'what the outputs are, where the detection is wrong',
  OutputKind,
)

/** The options that say what a model file leaves open, or says wrongly. */
export const modelOptions = [
  outputOption,
  classOffsetOption,
  new Option('--restrict-classes', 'rank the scores of those classes alone that the dataset has images of'),
  choice('--layout <layout>', 'input layout, where the file does not tell', Layout),
  outputsOption,
]

/** Of which of the dataset's images a run is. */
export const partOptions = [
  new Option('--sample <n>', 'only n images, drawn from each class by its share: an estimate of the dataset')
    .argParser(positive)
    .conflicts('limit'),
  new Option('--seed <n>', 'what the sample is drawn by (default: 0)').argParser(natural),
  new Option('--limit <n>', 'only the first n images in order of their path, which are of the first classes').argParser(
    positive,
  ),
]

/** What a stranger's network may take while it is tried, before anything else is done with it. */
export const modelLimitOptions = [
  new Option('--model-seconds <s>', 'most that a model may take to answer when it is tried (default: 300)').argParser(
    decimal,
  ),
  new Option(
    '--model-memory <size>',
    "most that a model may take when it is read and tried, as in 8GB (default: three quarters of the machine's, or three times --memory-limit)",
  ).argParser(byteSize),
]

export const providerOption = choice(
  '--provider <name>',
  'what infers: auto is CUDA where it works, else the CPU',
  ProviderChoice,
).default('auto')

export const executionOptions = [
  providerOption,
  new Option('--batch <n>', 'images a batch').argParser(positive),
  new Option('--threads <n>', 'worker threads (default: all cores)').argParser(positive),
  new Option('--no-cache', 'decode every file, and keep no resized image'),
  new Option('--memory-limit <size>', 'most that the process may take, as in 2GB').argParser(byteSize),
]
