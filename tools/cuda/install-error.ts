/** Why the CUDA provider cannot be installed, and what to do about it. */
export class InstallError extends Error {
  override readonly name = 'InstallError'
}
