/** Parquet files of images, as Hugging Face's `datasets` writes them. */
export { parquet } from './parquet.ts'
