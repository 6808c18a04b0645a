/** The ids of a dataset's images that have a tag, also of those that it holds no more. */
export const taggedImages = (dataset: string, tag = '@tag') => `
  SELECT images.id FROM image_tags CROSS JOIN images
    ON dataset_id = ${dataset} AND images.content = image_tags.content AND images.bytes = image_tags.bytes
  WHERE tag = ${tag}
  UNION ALL
  SELECT images.id FROM tags CROSS JOIN images USING (dataset_id, path, bytes)
  WHERE tag = ${tag} AND dataset_id = ${dataset} AND content IS NULL`
