/** Why the CUDA provider cannot be installed, and what to do about it. */
export class InstallError extends Error {
  override readonly name = 'InstallError'
}

/** Why a source has nothing to give, where another may be asked: not for one that gives what it should not. */
export class NotFetched extends InstallError {}
