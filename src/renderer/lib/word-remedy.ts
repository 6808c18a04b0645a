import { wordedBy } from '../../shared/advice.ts'
import { settingsIn, type Remedy, type RemedyOption } from '../../shared/remedy.ts'
import { adoptButton } from './label-order.ts'
import { fieldNames } from './recipe-form.ts'
import { settingNames } from './setting-names.ts'

const typed = (label: string) => ['set', `“${label}”`] as const

/** How each is stated in the window, as its forms call it. */
const controls: Record<RemedyOption, readonly [verb: string, control: string]> = {
  batch: typed(settingNames.batch),
  channels: typed(fieldNames.channels),
  classes: ['choose', 'the “Class list”'],
  classOffset: typed(settingNames.classOffset),
  crop: typed(fieldNames.crop),
  fit: typed(fieldNames.fit),
  labels: ['choose', 'its “Labels file”'],
  layout: ['choose', `the “${settingNames.layout}”`],
  limit: typed(settingNames.limit),
  mean: typed(fieldNames.mean),
  meanFile: ['choose', `its file (“use a mean image…” at “${fieldNames.mean}”)`],
  memoryLimit: typed(settingNames.memoryLimit),
  modelMemory: typed(settingNames.modelMemory),
  modelSeconds: typed(settingNames.modelSeconds),
  name: typed('Name'),
  output: typed(settingNames.output),
  provider: typed(settingNames.provider),
  recipe: ['choose', 'a preset, and fill in the fields below it'],
  resampler: typed(fieldNames.resampler),
  resize: typed(fieldNames.resize),
  scale: typed(fieldNames.scale),
  std: typed(fieldNames.std),
  restrictClasses: ['choose', `the “${settingNames.restrictClasses}”`],
  sample: typed(settingNames.sample),
  threads: typed(settingNames.threads),
  weights: ['choose', 'its weights (.caffemodel)'],
}

const changed = { less: 'lower', more: 'raise', another: 'choose another' }

const beside = {
  another: 'with that list',
  'left-out': 'without a class list',
  stated: "with a list of the model's classes",
}

const importedAs = {
  logits: 'choose logits as what its “Scores are”',
  partial: 'tick “Only images that both have”',
  'in-order': 'tick “Rows in order of the images’ paths”',
  'copied-again': 'write or copy it again',
}

/** What to do, in the window's words, with the fields and buttons that do it; the command line has a few more means. */
export function wordRemedy(remedy: Remedy): string {
  switch (remedy.do) {
    case 'state':
      return controls[remedy.option].join(' ')
    case 'set':
      // Where a folder can be indexed as it is, nobody is asked for its labels.
      if (remedy.values.labels !== undefined)
        return `choose ${String(remedy.values.labels)} as its “Labels file” (“Read its labels another way…” on its page)`
      return settingsIn(remedy)
        .map(([option, value]) => `set ${controls[option][1]} to ${[value].flat().join(', ')}`)
        .join(' and ')
    case 'change':
      return `${changed[remedy.to]} ${controls[remedy.option][1]}`
    case 'leave-out':
      return `leave out ${controls[remedy.option][1]}`
    case 'treat-links':
      return `index the folder by the command line, which can have links ${remedy.follow ? 'followed' : 'refused'}`
    case 'refresh':
      return 'have it indexed again (“Index again” on its page)'
    case 'choose-another':
      return `choose another ${remedy.what}`
    case 'index-folder':
      return 'index its folder (“Add dataset…”)'
    case 'index-beside':
      return `index its folder by the command line, under another name and ${beside[remedy.classes]}`
    case 'list-duplicates':
      return 'see which on its page'
    case 'list-disagreements':
      return 'see all of them on its page'
    case 'add-model-again':
      return 'add the model again from where it is now'
    case 'pair-files':
      return "add the network's .prototxt, and choose its .caffemodel as its weights"
    case 'measure-speed':
      return 'measure its speed alone, by the command line'
    case 'adopt-order':
      return `have it so (“${adoptButton(remedy.order)}”)`
    case 'diagnose-recipe':
      return 'look for a mistake in the recipe (“Diagnose the recipe…” on its page)'
    case 'import-as':
      return importedAs[remedy.how]
    case 'choose-home':
      return 'open Acuity on another home folder (ACUITY_HOME)'
    case 'diagnose':
      return `have the ${remedy.what} checked by the command line`
  }
}

export const { wordError, wordAdvice } = wordedBy(wordRemedy)
