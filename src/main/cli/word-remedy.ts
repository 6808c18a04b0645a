import { isAdvised, wordedBy } from '../../shared/advice.ts'
import { deserializeError, SerializedError } from '../../shared/errors.ts'
import { settingsIn, type Remedy, type RemedyOption, type RemedyValue } from '../../shared/remedy.ts'

const names: Record<RemedyOption, string> = {
  batch: 'batch',
  channels: 'order of the channels',
  classes: 'class list',
  classOffset: 'class offset',
  crop: 'crop',
  fit: 'fit',
  labels: 'labels file',
  layout: 'layout',
  limit: 'limit',
  mean: 'mean of each channel',
  meanFile: 'file of the mean image',
  memoryLimit: 'memory limit',
  modelMemory: 'memory for trying models',
  modelSeconds: 'time for trying models',
  name: 'name',
  output: 'output',
  provider: 'provider',
  recipe: 'recipe',
  resampler: 'resampler',
  resize: 'size to resize to',
  restrictClasses: 'restriction to its classes',
  sample: 'size of a sample of all',
  scale: 'scale',
  std: 'std',
  threads: 'number of threads',
  weights: 'weights',
}

const changed = { less: 'take a smaller', more: 'raise the', another: 'choose another' }

const listed = { dataset: 'datasets', model: 'models', run: 'runs', sweep: 'sweeps' }

const diagnosed = {
  machine: 'see what works here ("acuity doctor")',
  database: 'have it read through ("acuity doctor --integrity")',
}

const beside = {
  another: 'index its folder with that list under another name ("acuity index FOLDER --name NAME --classes FILE")',
  'left-out': 'index its folder under another name and without a class list ("acuity index FOLDER --name NAME")',
  stated:
    "index its folder under another name with a list of the model's classes " +
    '("acuity index FOLDER --name NAME --classes FILE")',
}

const importedAs = {
  logits: 'say that its scores are logits (--outputs logits)',
  partial: 'take the images alone that both have (--partial)',
  'in-order': "say that its rows are in the order of the images' paths (--in-order)",
  'copied-again': 'write or copy it again',
}

/** What to do, in the command line's words, with the options and commands that do it. */
export function wordRemedy(remedy: Remedy): string {
  switch (remedy.do) {
    case 'state':
      return `state the ${named(remedy.option)}`
    case 'set':
      return stated(settingsIn(remedy))
    case 'change':
      return `${changed[remedy.to]} ${named(remedy.option)}`
    case 'leave-out':
      return `leave out the ${named(remedy.option)}`
    case 'treat-links':
      return remedy.follow ? 'allow the links (--follow)' : 'refuse the links (--no-follow)'
    case 'refresh':
      return 'leave out --as-indexed'
    case 'choose-another':
      return `choose another ${remedy.what} ("acuity ${listed[remedy.what]}" lists them)`
    case 'index-folder':
      return 'index its folder ("acuity index FOLDER")'
    case 'index-beside':
      return beside[remedy.classes]
    case 'list-duplicates':
      return 'see which ("acuity datasets show DATASET --as duplicates")'
    case 'list-disagreements':
      return 'see all of them ("acuity datasets show DATASET --as disagreements")'
    case 'add-model-again':
      return 'evaluate one image with the model where it is now (acuity evaluate --model FILE --limit 1 …), by which it is found again'
    case 'pair-files':
      return "pass the network's .prototxt and its .caffemodel (--model NET.prototxt --weights NET.caffemodel)"
    case 'measure-speed':
      return 'measure its speed alone ("acuity bench")'
    case 'adopt-order':
      return `have it so ("acuity evaluate --again ${remedy.run} --order ${remedy.order}")`
    case 'diagnose-recipe':
      return 'look for a mistake in the recipe ("acuity diagnose")'
    case 'import-as':
      return importedAs[remedy.how]
    case 'choose-home':
      return 'choose another home folder (--home or ACUITY_HOME)'
    case 'diagnose':
      return diagnosed[remedy.what]
  }
}

export const { wordError, wordAdvice } = wordedBy(wordRemedy)

/** JSON in which all advice, and what errors say, is text: remedies are told in words, as to people. */
export function wordAll(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isAdvised(value)) return wordAdvice(value)
  if (Array.isArray(value)) return value.map(wordAll)
  const error = SerializedError.safeParse(value)
  if (!error.success) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, wordAll(each)]))
  return { ...value, message: wordError(deserializeError(error.data)) }
}

/** The option that a field of the contract is stated with: commander names options the other way round. */
const flag = (option: RemedyOption) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** What is stated where a folder is indexed: commands that use a dataset have no such option. */
const OF_INDEXING = new Set<RemedyOption>(['classes', 'labels'])

const named = (option: RemedyOption) =>
  `${names[option]} (${OF_INDEXING.has(option) ? `"acuity index FOLDER ${flag(option)} FILE"` : flag(option)})`

function stated(settings: readonly [RemedyOption, RemedyValue][]): string {
  const what = settings.map(([option]) => names[option]).join(' and ')
  const options = settings.map(([option, value]) => `${flag(option)} ${quoted(String(value))}`).join(' ')
  const isOfIndexing = settings.some(([option]) => OF_INDEXING.has(option))
  return `state the ${what} (${isOfIndexing ? `"acuity index FOLDER ${options}"` : options})`
}

/** As a shell takes it for one word: names may be a stranger's. */
export const quoted = (text: string) =>
  /^[\w.,:/+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
