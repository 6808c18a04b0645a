/**
 * What a filter can be set to: anything, or one of some values. What it is set to is offered also where nothing has it any
 * more.
 */
export const orAny = (values: readonly string[], chosen: string): { value: string; label: string }[] => [
  { value: '', label: 'Any' },
  ...[...new Set([...values, chosen])].filter((value) => value !== '').map((value) => ({ value, label: value })),
]
