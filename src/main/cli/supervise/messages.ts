/** Marks the process that a supervisor has started; the runs, or the sweep, that earlier ones of the command began follow, as `7,8`. */
export const BEGUN_VARIABLE = 'ACUITY_SUPERVISED'

/** Told when the first byte of the command's result is about to be written: from then on it cannot be made anew. */
export const WRITING = 'writing'

/** Begins what the work's process tells of the home that it works on, whose log tells of its death. */
export const HOME = 'home:'

/** What ends a command in good order; a supervisor passes on by name what it is sent. */
export const interrupts = ['SIGINT', 'SIGTERM'] as const
export type Interrupt = (typeof interrupts)[number]
