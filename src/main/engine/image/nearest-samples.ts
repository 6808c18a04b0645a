/** Of an axis resized from `input` to `output` samples, the input samples that the output samples `from`, … take. */
export type NearestSamples = (input: number, output: number, from: number, length: number) => Int32Array

/** `ImagingScaleAffine` of Pillow's libImaging/Geometry.c: positions are summed up from the first one on, in doubles. */
export const pillowNearest: NearestSamples = (input, output, from, length) => {
  const samples = new Int32Array(length)
  const step = input / output
  let position = step * 0.5
  for (let i = 0; i < from + length; i++, position += step) if (i >= from) samples[i - from] = Math.trunc(position)
  return samples
}

/** `resizeNN` of OpenCV's modules/imgproc/src/resize.cpp: what lies at the beginning of an output sample, not in its middle. */
export const openCvNearest: NearestSamples = (input, output, from, length) => {
  const scale = 1 / (output / input)
  return Int32Array.from({ length }, (_, i) => Math.min(Math.floor((from + i) * scale), input - 1))
}
