/**
 * Why no Electron can be run here: `message` says what is missing and what to do about it. Anything else that is thrown
 * is a fault of these scripts and must not pass for a machine that lacks something.
 */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError'
}
