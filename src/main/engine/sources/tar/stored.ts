/** Where a member's bytes are in its archive. */
export interface Stored {
  readonly offset: number
  readonly size: number
}
