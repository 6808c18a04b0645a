/** What is wrong with a Parquet file or a part of it, in the middle of a sentence; whoever reads it says of which file. */
export class Damaged extends Error {}
