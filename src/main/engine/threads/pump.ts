/**
 * Keeps every worker busy until there is no job left: each worker always has `lanes` jobs in hand, so that the next
 * one already waits when a job ends, and no more, so that nothing piles up.
 *
 * @param next the next job, or null when there is none left; called only when a lane is free
 * @throws the first error of `next` or of any job, after every job in hand has ended
 */
export async function pump<W, J>(
  workers: readonly W[],
  lanes: number,
  next: () => J | null,
  work: (worker: W, job: J) => Promise<void>,
): Promise<void> {
  let failed = false
  const lane = async (worker: W) => {
    try {
      for (let job = next(); job !== null && !failed; job = next()) await work(worker, job)
    } catch (error) {
      failed = true
      throw error
    }
  }
  const running = workers.flatMap((worker) => Array.from({ length: lanes }, () => lane(worker)))
  const first = (await Promise.allSettled(running)).find((result) => result.status === 'rejected')
  if (first) throw first.reason
}
