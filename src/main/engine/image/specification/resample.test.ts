import { describe, expect, it } from 'vitest'
import type { Resampler } from '../../../../shared/recipe.ts'
import { resample } from './resample.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'
import { patternImage } from '../testing/tiny-images.ts'

const resamplers = ['pillow-bilinear', 'pillow-bicubic', 'opencv-linear'] as const

function resized(resampler: Resampler, image: RgbImage, size: Size, window: CropWindow): Uint8Array {
  const target = new Uint8Array(window.width * window.height * 3)
  resample(resampler, image, size, window, target)
  return target
}

const whole = (size: Size): CropWindow => ({ left: 0, top: 0, ...size })

// image = patternImage(w, h): Pillow 9.4, Image.fromarray(image).resize((W, H), Image.BILINEAR | Image.BICUBIC), and
// OpenCV 4.6, cv2.resize(image, (W, H), interpolation=cv2.INTER_LINEAR), as hexadecimal bytes.
const references: [title: string, from: Size, to: Size, expected: Record<Resampler, string>][] = [
  [
    'smaller',
    { width: 7, height: 5 },
    { width: 3, height: 2 },
    {
      'pillow-bilinear': '6f6f9c75898693a166775a937770737a843b',
      'pillow-bicubic': '6c6f9f768a8698a669765893786d72788435',
      'opencv-linear': '9561bc45b3b07e8f6d7e3fb85c6a85597331',
    },
  ],
  [
    'larger (OpenCV truncates twice at the lower border)',
    { width: 3, height: 2 },
    { width: 5, height: 3 },
    {
      'pillow-bilinear': '001436294e8066a4f055ac784ab22856298a6448867976818da37b9ac176ac3ede9f428c8c4812c49a7dead0c4',
      'pillow-bicubic': '00061b1d477f64aaff51b5763db00d57238b61418779768190ab799dc775b940faa53a8f8e4203cfa07cfcdddd',
      'opencv-linear': '001436294d8066a4f055ac784ab22856298a6448867976818da37a9ac176ac3ede9f428c8c4812c49a7dead0c4',
    },
  ],
  [
    'one side kept: height',
    { width: 7, height: 4 },
    { width: 3, height: 4 },
    {
      'pillow-bilinear': '3c74838d6a83c9b5af8677ac4eac816a7c4182619897759d97cf4c9b45c685895f74773e',
      'pillow-bicubic': '3773858c6978ceb6b58677b04daf806b7b3d816196966ca798d6469b3fcd87935672743e',
      'opencv-linear': '4474b2ac3ededed2d4b05bbf22daa05e784b8f6195b69480a7e7358d2fdf686c7e63733d',
    },
  ],
  [
    'one side kept: width',
    { width: 7, height: 4 },
    { width: 7, height: 2 },
    {
      'pillow-bilinear': '1b4a63ae75dc51b065728db67f563b9c9d88a5d0777d7a859e33d6876aa57f8d84899b4f7dba2a837c5e',
      'pillow-bicubic': '134760b07adc4db661708eba7e503a9e9a8fa8d878847f879d2dd58b64ab818d7f89a1517bbd2280765b',
      'opencv-linear': '10376caf80df4cc750678cbf804f2c979097accf808c7f808f2cd79057ac8f807f8ca75087cc1f806f6c',
    },
  ],
  [
    'halved exactly (OpenCV takes the mean of 2 × 2 pixels)',
    { width: 8, height: 6 },
    { width: 4, height: 3 },
    {
      'pillow-bilinear': '6a81976b8f78948c6987899e8680767f945b738073625982a27e548d867560878b6c8165',
      'pillow-bicubic': '67829e6490799c8d608a8fa6867e788099517280735c4c83a57d4c9184785788936d845f',
      'opencv-linear': '6b7c9b63887b938c537b88a38b7c7b83885b738c735b4883ab7c5ba3887b538c937b8863',
    },
  ],
]

describe.each(resamplers)('%s', (resampler) => {
  it.each(references)("gives the original tool's bytes: %s", (_, from, to, expected) => {
    const bytes = resized(resampler, patternImage(from.width, from.height), to, whole(to))
    expect(Buffer.from(bytes).toString('hex')).toBe(expected[resampler])
  })

  it('copies an image that has the right size already', () => {
    const image = patternImage(6, 4)
    expect(resized(resampler, image, image, whole(image))).toEqual(image.data)
  })

  it('gives the same pixels for a window as for the whole image', () => {
    const sizes = [1, 2, 5, 9, 16, 33]
    for (const from of sizes) {
      for (const to of sizes) {
        const image = patternImage(from, 12)
        const size = { width: to, height: 6 + (to % 2) * 13 }
        const window = { left: to >> 2, top: 2, width: to - (to >> 1), height: size.height - 3 }
        const rows = resized(resampler, image, size, whole(size))
        const expected = Array.from({ length: window.height }, (_, y) => {
          const start = ((window.top + y) * size.width + window.left) * 3
          return [...rows.subarray(start, start + window.width * 3)]
        })
        expect([...resized(resampler, image, size, window)]).toEqual(expected.flat())
      }
    }
  })
})
