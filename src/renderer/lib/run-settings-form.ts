import { EvaluateInput } from '../../shared/contract/runs.ts'
import { MAX_BATCH, MAX_THREADS, type EvaluatedRun } from '../../shared/run.ts'
import { parseNumber } from './recipe-form.ts'
import { settingFields, type SettingField } from './setting-names.ts'

export type SettingTexts = Record<SettingField, string>
export type Settings = Partial<Pick<EvaluateInput, SettingField>>
type Setting = Exclude<Settings[SettingField], undefined>

const megabytes = (text: string) => Math.round(parseNumber(text) * 1e6)

/** What a field's text stands for, where it is not the text itself. */
const readers: Partial<Record<SettingField, (text: string) => unknown>> = {
  batch: parseNumber,
  threads: parseNumber,
  cache: (text) => text !== 'off',
  memoryLimit: megabytes,
  modelSeconds: parseNumber,
  modelMemory: megabytes,
  limit: parseNumber,
  sample: parseNumber,
  seed: parseNumber,
  classOffset: parseNumber,
  restrictClasses: (text) => text === 'on',
}

const inMegabytes = (bytes: Setting) => String(Number(bytes) / 1e6)

/** What stands in a field for a value, where it is not the value itself. */
const writers: Partial<Record<SettingField, (value: Setting) => string>> = {
  cache: (kept) => (kept === true ? '' : 'off'),
  memoryLimit: inMegabytes,
  modelMemory: inMegabytes,
  restrictClasses: (restricted) => (restricted === true ? 'on' : ''),
}

const expected: Record<SettingField, string> = {
  provider: 'Choose from the list',
  batch: `A whole number from 1 to ${MAX_BATCH}`,
  threads: `A whole number from 1 to ${MAX_THREADS}`,
  cache: 'Choose from the list',
  memoryLimit: 'A whole number, such as 2000',
  modelSeconds: 'A number, such as 300',
  modelMemory: 'A whole number, such as 8000',
  limit: 'A whole number, 1 or more',
  sample: 'A whole number, 1 or more',
  seed: 'A whole number, 0 or more',
  name: 'A name that is no number',
  classOffset: 'A whole number, such as -1',
  restrictClasses: 'Choose from the list',
  layout: 'Choose from the list',
  output: 'Choose from the list',
  outputKind: 'Choose from the list',
}

export const noSettings: SettingTexts = {
  provider: 'auto',
  batch: '',
  threads: '',
  cache: '',
  memoryLimit: '',
  modelSeconds: '',
  modelMemory: '',
  limit: '',
  sample: '',
  seed: '',
  name: '',
  classOffset: '',
  restrictClasses: '',
  layout: '',
  output: '',
  outputKind: '',
}

/** Makes sense of what stands in the form. */
export function readSettings(texts: SettingTexts): { settings: Settings; problems: Partial<SettingTexts> } {
  const settings: Record<string, unknown> = {}
  const problems: Partial<SettingTexts> = {}
  for (const field of settingFields) {
    const text = texts[field].trim()
    if (text === '') continue
    const parsed = EvaluateInput.shape[field].safeParse(readers[field]?.(text) ?? text)
    if (parsed.success) settings[field] = parsed.data
    else problems[field] = expected[field]
  }
  return { settings, problems }
}

/** What is stated, as the form shows it. */
export function settingTexts(stated: Settings): SettingTexts {
  const texts = settingFields.flatMap((field) => {
    const value = stated[field]
    return value === undefined ? [] : [[field, writers[field]?.(value) ?? String(value)]]
  })
  return { ...noSettings, ...(Object.fromEntries(texts) as Partial<SettingTexts>) }
}

/** What a run was told or has settled, all but its name, as the form shows it. */
export function settingsOf(run: EvaluatedRun): SettingTexts {
  const { provider, batch, threads, cache, memoryLimit, limit, sample, classOffset, restricted } = run
  const { layout, output, outputKind } = run
  return settingTexts({
    ...{ provider, batch, threads, cache, classOffset, layout, output, outputKind },
    ...{ memoryLimit: memoryLimit ?? undefined, limit: limit ?? undefined },
    ...{ sample: sample?.images, seed: sample?.seed, restrictClasses: restricted !== null },
  })
}
