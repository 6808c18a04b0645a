import { AcuityError } from '../../../shared/errors.ts'

const MAX_BATCH_BYTES = 2 ** 30

/**
 * Refuses a batch whose pixels no thread should hold.
 * @throws AcuityError `recipe-invalid`
 */
export function checkBatch(batch: number, crop: number): void {
  const bytes = batch * crop * crop * 3
  if (bytes > MAX_BATCH_BYTES)
    throw new AcuityError('recipe-invalid', `A batch of ${batch} crops of ${crop}×${crop} takes ${bytes} bytes.`, {
      remedies: [{ do: 'change', option: 'batch', to: 'less' }],
    })
}
