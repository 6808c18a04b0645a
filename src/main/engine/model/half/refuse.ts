/** Ends the conversion with what cannot be converted, as in `the node "x" (Op) …`. */
export type Refuse = (what: string) => never
