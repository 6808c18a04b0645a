/** A line of a list of facts. */
export interface Fact {
  term: string
  value: string
  /** Said beside the value, quieter. */
  note?: string
  /** What the value is short for. */
  title?: string
  mono?: boolean
}
