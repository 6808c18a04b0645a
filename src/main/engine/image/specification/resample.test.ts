import { describe, expect, it } from 'vitest'
import { Resampler } from '../../../../shared/recipe.ts'
import { resample } from './resample.ts'
import type { CropWindow, RgbImage, Size } from '../rgb-image.ts'
import { patternImage } from '../testing/tiny-images.ts'

function resized(resampler: Resampler, image: RgbImage, size: Size, window: CropWindow): Uint8Array {
  const target = new Uint8Array(window.width * window.height * 3)
  resample(resampler, image, size, window, target)
  return target
}

const whole = (size: Size): CropWindow => ({ left: 0, top: 0, ...size })

// image = patternImage(w, h): Pillow 9.4, Image.fromarray(image).resize((W, H), Image.BILINEAR and so on), and OpenCV 4.6,
// cv2.resize(image, (W, H), interpolation=cv2.INTER_LINEAR and so on), as hexadecimal bytes.
const references: [title: string, from: Size, to: Size, expected: Record<Resampler, string>][] = [
  [
    'smaller',
    { width: 7, height: 5 },
    { width: 3, height: 2 },
    {
      'pillow-bilinear': '6f6f9c75898693a166775a937770737a843b',
      'pillow-bicubic': '6c6f9f768a8698a669765893786d72788435',
      'pillow-lanczos': '6d70a37a8a8899a768765695776c72788730',
      'pillow-box': '6b659773807fa0c17072609c7a6761626230',
      'pillow-hamming': '716ba06b8e8695a56d785797786e73717e36',
      'pillow-nearest': 'f85cce22daa044506a7626e4686c7e52aa10',
      'opencv-linear': '9561bc45b3b07e8f6d7e3fb85c6a85597331',
      'opencv-area': '646b966f867f9cac7372608e7a6873777c38',
      'opencv-cubic': 'af54d032beb16f80777a2ecf55668444672f',
      'opencv-nearest': '0014364ab2288c48125ebe2c7024e67a8298',
    },
  ],
  [
    'larger (OpenCV truncates twice at the lower border)',
    { width: 3, height: 2 },
    { width: 5, height: 3 },
    {
      'pillow-bilinear': '001436294e8066a4f055ac784ab22856298a6448867976818da37b9ac176ac3ede9f428c8c4812c49a7dead0c4',
      'pillow-bicubic': '00061b1d477f64aaff51b5763db00d57238b61418779768190ab799dc775b940faa53a8f8e4203cfa07cfcdddd',
      'pillow-lanczos': '00000016448861afff51bf7e2ea9005a238b5e3b8979768193b0799dc775c948ffa63189913d00d5a174ffe4f8',
      'pillow-box': '00143600143666a4f04ab2284ab228ac3edeac3ede8c4812ead0c4ead0c4ac3edeac3ede8c4812ead0c4ead0c4',
      'pillow-hamming': '0014361d3c6a66a4f052ae604ab22856298a603f8879768191ac799ac176ac3edea341a58c4812d0aa92ead0c4',
      'pillow-nearest': '00143600143666a4f04ab2284ab228ac3edeac3ede8c4812ead0c4ead0c4ac3edeac3ede8c4812ead0c4ead0c4',
      'opencv-linear': '001436294d8066a4f055ac784ab22856298a6448867976818da37a9ac176ac3ede9f428c8c4812c49a7dead0c4',
      'opencv-area': '00143622447466a4f053ad6b4ab22856298a6243877976818fa87a9ac176ac3edea1419a8c4812cba389ead0c4',
      'opencv-cubic': '000112204c8d63acff53b98538b00453228b61428779768190aa7a9dc875bf42ffa336818f4000cc9a6fffe1e6',
      'opencv-nearest': '00143600143666a4f066a4f04ab22800143600143666a4f066a4f04ab228ac3edeac3ede8c48128c4812ead0c4',
    },
  ],
  [
    'one side kept: height',
    { width: 7, height: 4 },
    { width: 3, height: 4 },
    {
      'pillow-bilinear': '3c74838d6a83c9b5af8677ac4eac816a7c4182619897759d97cf4c9b45c685895f74773e',
      'pillow-bicubic': '3773858c6978ceb6b58677b04daf806b7b3d816196966ca798d6469b3fcd87935672743e',
      'pillow-lanczos': '3475888e6b75cfb3b5867bb04fad826a773b8060969867ad97dc409c3ad486995172743c',
      'pillow-box': '335c9381685dd8d3dc8c5bb84caf756b8c3b83787b8b69aa9ce3389833dc9296536b5853',
      'pillow-hamming': '3b6f8f8d5e83d0c1c0906bb242b981687f4185669197759e9bd843973dcf868a5f6f6f42',
      'pillow-nearest': '66a4f0ac3edeead0c4f85cce22daa044506aa832cab69480bcee2e7626e4686c7e52aa10',
      'opencv-linear': '4474b2ac3ededed2d4b05bbf22daa05e784b8f6195b69480a7e7358d2fdf686c7e63733d',
      'opencv-area': '366884876270cdbfbf836daf46b57b6c843d806c8a916fa497d5469b3fcd8c9059726948',
      'opencv-cubic': '4975ccac3edee9e1e7c74dca22daa0577550976095b69480aff3288523ec686c7e59733b',
      'opencv-nearest': '0014364ab2288c4812205aa24edc787456465ebe2c7024e67a8298ba40d4b08a729ecc08',
    },
  ],
  [
    'one side kept: width',
    { width: 7, height: 4 },
    { width: 7, height: 2 },
    {
      'pillow-bilinear': '1b4a63ae75dc51b065728db67f563b9c9d88a5d0777d7a859e33d6876aa57f8d84899b4f7dba2a837c5e',
      'pillow-bicubic': '134760b07adc4db661708eba7e503a9e9a8fa8d878847f879d2dd58b64ab818d7f89a1517bbd2280765b',
      'pillow-lanczos': '0f495cb27bdc4ab463728fbb7d4e3ea19b92a8de7686818aa12ad48c63ae7e917d89a25377ba1e7e7455',
      'pillow-box': '10376caf80df4cc750678cbf804f2c979097accf808c7f808f2cd79057ac8f807f8ca75087cc1f806f6c',
      'pillow-hamming': '133c69af7dde4dc1566a8cbc805130989493aacf7e887e81932ed78d5caa8b84808ba45084c722817368',
      'pillow-nearest': '205aa2f85cce4edc7822daa074564644506a92c80cba40d47626e4b08a72686c7e9ecc0852aa10840696',
      'opencv-linear': '10376caf80df4cc750678cbf804f2c979097accf808c7f808f2cd79057ac8f807f8ca75087cc1f806f6c',
      'opencv-area': '10376caf80df4cc750678cbf804f2c979097accf808c7f808f2cd79057ac8f807f8ca75087cc1f806f6c',
      'opencv-cubic': '0a2e77b684df49d8465993c27f4b248c819daece7b9288758828d79346b69d797c8dab5892db197e7171',
      'opencv-nearest': '00143666a4f04ab228ac3ede8c4812ead0c4c6d6f45ebe2ca832ca7024e6b694807a8298bcee2e7cd842',
    },
  ],
  [
    'halved exactly (OpenCV takes the mean of 2 × 2 pixels)',
    { width: 8, height: 6 },
    { width: 4, height: 3 },
    {
      'pillow-bilinear': '6a81976b8f78948c6987899e8680767f945b738073625982a27e548d867560878b6c8165',
      'pillow-bicubic': '67829e6490799c8d608a8fa6867e788099517280735c4c83a57d4c9184785788936d845f',
      'pillow-lanczos': '6885a560917ca28c5d9194aa867c797fa147717b75594784a47e4290827a5785996b8658',
      'pillow-box': '6b7c9b63887b938c537b88a38b7c7b83885b738c735b4883ab7c5ba3887b538c937b8863',
      'pillow-hamming': '6b7d9a658a7a938c5a7f88a18a7d7a838d5b7387735d4d83a87d599c8679578c91768664',
      'pillow-nearest': '4edc7874564692c80ca832ca9ecc0884069662381c38629aeebc9894b6e632a82cc8926a',
      'opencv-linear': '6b7c9b63887b938c537b88a38b7c7b83885b738c735b4883ab7c5ba3887b538c937b8863',
      'opencv-area': '6b7c9b63887b938c537b88a38b7c7b83885b738c735b4883ab7c5ba3887b538c937b8863',
      'opencv-cubic': '7081a15c857d8f8c40768ba2947e7a817a5b739b73543984a57c5eb98e7a4c8a9b7e8b65',
      'opencv-nearest': '0014364ab2288c4812c6d6f47024e67a82987cd8427626e4e03496aa52086c68722676d4',
    },
  ],
  [
    'a third and a half exactly (INTER_AREA takes the mean of whole pixels)',
    { width: 9, height: 4 },
    { width: 3, height: 2 },
    {
      'pillow-bilinear': '56957e8e816d9077a76e9269725a7c898148',
      'pillow-bicubic': '4f947b92856d9577b170916672537d878540',
      'pillow-lanczos': '4e9479958771967ab37092666e517a88863f',
      'pillow-box': '4494728f88649d69c4789164814494798f32',
      'pillow-hamming': '4998808e855f8f6aba749965764d8d848a35',
      'pillow-nearest': '22daa092c80c7024e634e09a38629aaa5208',
      'opencv-linear': '44bfc88f880f483fc478e7645744bfa48f08',
      'opencv-area': '4394728e87649d69c3779163814394798e32',
      'opencv-cubic': '36bdd3929700442fd986e9595435d3a89f00',
      'opencv-nearest': '001436ac3edec6d6f47a8298ba40d4686c7e',
    },
  ],
  [
    'one side longer, the other shorter (INTER_AREA interpolates)',
    { width: 3, height: 5 },
    { width: 4, height: 2 },
    {
      'pillow-bilinear': '775aa96a688f828486b5a78f6aa79456ad7a659e68907e62',
      'pillow-bicubic': '7a56ab646193808388baaa926eab9852b478629f61937962',
      'pillow-lanczos': '7f5bae5d5c9781858abca89575ad9f4fb779639b5c987868',
      'pillow-box': '7b63ad5b6d8c5b6d8cb99f934996715ad1565ad156698a39',
      'pillow-hamming': '744aa76e64837d7c7eb4b18f60aa894eb87357ae67847c55',
      'pillow-nearest': 'ac3ede8c48128c4812ead0c44edc7822daa022daa0745646',
      'opencv-linear': '8134b4824f719a8769c2c99d4cb97543cb7950af656f7040',
      'opencv-area': '672d9b75577b8c8a74aac48566db9138c99b469d8b8e5761',
      'opencv-cubic': '8121bf843a58a38d4dc8dea73fba6639e37f49bd6564642c',
      'opencv-nearest': '00143600143666a4f04ab228c6d6f4c6d6f4205aa2f85cce',
    },
  ],
]

describe.each(Resampler.options)('%s', (resampler) => {
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
