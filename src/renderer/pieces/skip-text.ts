import type { SkipReason } from '../../shared/skip.ts'

/** Why a file has no prediction, in plain words. */
export const skipReasons: Record<SkipReason, string> = {
  'file-missing': 'Named in the labels file, but not found',
  'file-changed': 'Changed since it was indexed',
  'file-unreadable': 'Could not be read',
  'empty-file': 'Empty file',
  'not-an-image': 'Not an image',
  'unsupported-format': 'Not a format that is supported (JPEG and PNG are)',
  'bad-header': 'Header makes no sense',
  truncated: 'Ends too early',
  undecodable: 'Could not be decoded',
  'too-large': 'More pixels than can be decoded',
  'smaller-than-crop': 'Smaller than the crop',
  unlabelled: 'Not named in the labels file',
  'unknown-class': 'In a folder that is no class of the dataset',
  'label-out-of-range': 'Label outside the class list',
  'link-outside': "A link leads to it, out of the dataset's folder",
  'not-imported': 'The file that was imported has no answer for it',
}
