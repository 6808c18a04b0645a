import type { Migration } from './migration.ts'

/**
 * An image whose scores are not numbers has a wrong answer, without a class (-1), and not none: earlier versions left it
 * out of the denominator, as a skip. What such runs say of themselves is put right, as far as they kept it.
 */
export const noAnswer: Migration = {
  version: 6,
  sql: `
    ALTER TABLE runs ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;

    UPDATE runs SET unanswered = left_out.images
    FROM (SELECT run_id, COUNT(*) AS images FROM skips WHERE reason = 'non-finite-output' GROUP BY run_id) AS left_out
    WHERE left_out.run_id = runs.id;

    INSERT INTO predictions (run_id, image_id, rank, top1, p1, classes, probabilities)
    SELECT run_id, image_id, -1, -1, 0, x'', x'' FROM skips WHERE reason = 'non-finite-output';
    DELETE FROM skips WHERE reason = 'non-finite-output';

    UPDATE runs SET evaluated = evaluated + unanswered WHERE unanswered > 0;

    UPDATE runs SET measurements = json_set(measurements,
      '$.speed.pipeline.images', json_extract(measurements, '$.speed.pipeline.images') + unanswered,
      '$.speed.pipeline.fps', json_extract(measurements, '$.speed.pipeline.fps')
        * (json_extract(measurements, '$.speed.pipeline.images') + unanswered)
        / json_extract(measurements, '$.speed.pipeline.images'))
    WHERE unanswered > 0 AND json_extract(measurements, '$.speed.pipeline.images') > 0;

    UPDATE runs SET status = 'failed', error = json_object('code', 'nothing-evaluated',
      'message', 'None of its ' || indexed || ' images was evaluated.', 'details', json('{}'))
    WHERE status = 'done' AND evaluated = 0;
  `,
}
