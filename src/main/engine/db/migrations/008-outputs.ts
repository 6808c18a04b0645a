import type { Migration } from './migration.ts'

/**
 * Runs say which output of their network they took, and how many weights lead to it, since there may be runs of several
 * outputs. Until now all took the one that their model's description names.
 */
export const outputs: Migration = {
  version: 8,
  sql: `
    UPDATE runs SET settings = (
      SELECT json_set(
        runs.settings,
        '$.output', json_extract(models.description, '$.outputName'),
        '$.params', json_extract(models.description, '$.params')
      ) FROM models WHERE models.id = runs.model_id
    );
  `,
}
