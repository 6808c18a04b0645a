import type { Migration } from './migration.ts'

/** Joins notes that meet at one image, in the order of their datasets and paths; one that says the same is not said twice. */
const joined = (notes: string) => `
  SELECT content, bytes, group_concat(note, char(10) ORDER BY place) FROM (
    SELECT content, bytes, note, MIN(place) AS place FROM (${notes}) GROUP BY content, bytes, note
  ) GROUP BY content, bytes`

/** What the files that rows of a table are about have held: a note was shown with each of these, and so it stays with each. */
const contents = (table: string, column: string) => `
  SELECT DISTINCT images.content, images.bytes, ${column}, printf('%020d/%s', images.dataset_id, images.path) AS place
  FROM ${table} CROSS JOIN images USING (dataset_id, path, bytes)
  WHERE images.content IS NOT NULL`

/**
 * An image is known by what it is, its size and `content`, and not by where it lies.
 *
 * Notes and tags belong to an image's content in the whole home: what somebody wrote of an image is about that image, in
 * whichever dataset and under whichever name it lies, and copies of it share it. Those of files whose content is not known
 * stay where they were, in `notes` and `tags`, by dataset, path and size, until an index learns the content and moves them
 * over. Where two notes meet, both are kept, a line each.
 *
 * `by_content` says whether a dataset's fingerprint, and those of its runs, are of contents already: the next index sees to
 * it. `crops` names the crop cache of a dataset and of all that held the same images when they were first indexed.
 */
export const identity: Migration = {
  version: 15,
  sql: `
    CREATE INDEX images_by_content ON images (dataset_id, content, bytes, label, added, removed, counted)
      WHERE content IS NOT NULL;
    CREATE INDEX images_of_unknown_content ON images (dataset_id) WHERE content IS NULL AND fault IS NULL;

    ALTER TABLE datasets ADD COLUMN by_content INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE datasets ADD COLUMN crops TEXT NOT NULL DEFAULT '';

    CREATE TABLE image_notes (
      content TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (content, bytes)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE image_tags (
      content TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      tag TEXT NOT NULL,
      PRIMARY KEY (content, bytes, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_tags_by_name ON image_tags (tag);

    INSERT INTO image_notes ${joined(contents('notes', 'note'))};
    INSERT OR IGNORE INTO image_tags SELECT content, bytes, tag FROM (${contents('tags', 'tag')});
    DELETE FROM notes WHERE EXISTS (
      SELECT 1 FROM images WHERE images.dataset_id = notes.dataset_id AND images.path = notes.path
        AND images.bytes = notes.bytes AND images.content IS NOT NULL);
    DELETE FROM tags WHERE EXISTS (
      SELECT 1 FROM images WHERE images.dataset_id = tags.dataset_id AND images.path = tags.path
        AND images.bytes = tags.bytes AND images.content IS NOT NULL);
  `,
}
