/** What a run may be told beside its recipe; empty where Acuity decides. */
export const settingFields = [
  'provider',
  'batch',
  'threads',
  'cache',
  'memoryLimit',
  'modelSeconds',
  'modelMemory',
  'limit',
  'sample',
  'seed',
  'name',
  'classOffset',
  'restrictClasses',
  'layout',
  'output',
  'outputKind',
] as const
export type SettingField = (typeof settingFields)[number]

/** As the form of a new run calls them. */
export const settingNames: Record<SettingField, string> = {
  provider: 'Provider',
  batch: 'Batch',
  threads: 'Threads',
  cache: 'Resized images',
  memoryLimit: 'Memory limit in MB',
  modelSeconds: 'Seconds to try the model',
  modelMemory: 'Memory to try it in MB',
  limit: 'Only the first images',
  sample: 'Only a sample of images',
  seed: 'Seed of the sample',
  name: 'Name of the run',
  classOffset: 'Class offset',
  restrictClasses: 'Classes to answer with',
  layout: 'Layout',
  output: 'Output',
  outputKind: 'Output kind',
}
