#!/usr/bin/env python3
"""
Writes src/main/engine/image/testing/recipe-sums.json: what Pillow and OpenCV themselves make of real JPEGs by each option
of a recipe, as SHA-256 sums of the crops' bytes, for recipe-sums.test.ts.

    apt-get install python3-pil python3-opencv        # Debian's Pillow 9.4 and OpenCV 4.6
    /usr/bin/python3 tools/recipe-sums/reference.py

Images are the sample that ships, and those of ../shared/data where that is.
"""
import hashlib
import io
import json
import math
import pathlib
import struct

import cv2
import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / 'resources/sample/val'
SHARED = ROOT.parent / 'shared/data'
TARGET = ROOT / 'src/main/engine/image/testing/recipe-sums.json'
# Of a sum, enough to tell two images apart.
DIGITS = 16

PILLOW = {
    'pillow-bilinear': Image.BILINEAR, 'pillow-bicubic': Image.BICUBIC, 'pillow-lanczos': Image.LANCZOS,
    'pillow-box': Image.BOX, 'pillow-hamming': Image.HAMMING, 'pillow-nearest': Image.NEAREST,
}
OPENCV = {
    'opencv-linear': cv2.INTER_LINEAR, 'opencv-area': cv2.INTER_AREA,
    'opencv-cubic': cv2.INTER_CUBIC, 'opencv-nearest': cv2.INTER_NEAREST,
}


def resize(pixels, width, height, resampler):
    if resampler in PILLOW:
        return np.asarray(Image.fromarray(pixels).resize((width, height), PILLOW[resampler]))
    return cv2.resize(pixels, (width, height), interpolation=OPENCV[resampler])


def central_part(pixels, part, shape):
    """tf.image.central_crop, or _decode_and_center_crop of EfficientNet's preprocessing.py."""
    height, width, _ = pixels.shape
    if shape == 'square':
        side = int(np.float32(part) * np.float32(min(height, width)))
        top, left = (height - side + 1) // 2, (width - side + 1) // 2
        return pixels[top:top + side, left:left + side]
    top, left = int((height - height * part) / 2), int((width - width * part) / 2)
    return pixels[top:height - top, left:width - left]


def resized(pixels, recipe):
    height, width, _ = pixels.shape
    fit, size, resampler = recipe['fit'], recipe['resize'], recipe['resampler']
    if fit == 'squash':
        return resize(pixels, size, size, resampler)
    if fit == 'shortest':  # torchvision's _compute_resized_output_size
        short, long = min(width, height), max(width, height)
        other = int(size * long / short)
        return resize(pixels, *((size, other) if width <= height else (other, size)), resampler)
    # timm's ResizeKeepRatio with longest=1
    ratio = max(height / size, width / size)
    return resize(pixels, round(width * 1.0 / ratio), round(height * 1.0 / ratio), resampler)


def cropped(pixels, recipe):
    crop = recipe['crop']
    height, width, _ = pixels.shape
    if recipe['fit'] == 'longest':  # timm's center_crop_or_pad, filled with the mean
        across, down = max(0, crop - width), max(0, crop - height)
        edges = ((down // 2, (down + 1) // 2), (across // 2, (across + 1) // 2))
        fill = [round(255 * mean) for mean in (0.485, 0.456, 0.406)]
        pixels = np.stack([np.pad(pixels[..., c], edges, constant_values=fill[c]) for c in range(3)], axis=-1)
        height, width, _ = pixels.shape
    if recipe['cropRounding'] == 'floor':
        top, left = (height - crop) // 2, (width - crop) // 2
    else:
        top, left = int(round((height - crop) / 2.0)), int(round((width - crop) / 2.0))
    return pixels[top:top + crop, left:left + crop]


def with_orientation(jpeg, orientation):
    """The file with an EXIF segment in front of its others: recipe-sums.test.ts makes the same."""
    tiff = struct.pack('>2sHIHHHIHHI', b'MM', 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    segment = b'Exif\0\0' + tiff
    return jpeg[:2] + b'\xff\xe1' + struct.pack('>H', len(segment) + 2) + segment + jpeg[2:]


def crop_of(jpeg, recipe):
    if recipe.get('exifOrientation'):
        pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    else:
        pixels = np.asarray(Image.open(io.BytesIO(jpeg)).convert('RGB'))
    if 'centralCrop' in recipe:
        pixels = central_part(pixels, recipe['centralCrop'], recipe.get('centralShape'))
    return np.ascontiguousarray(cropped(resized(np.ascontiguousarray(pixels), recipe), recipe))


def digest(arrays):
    return hashlib.sha256(b''.join(array.tobytes() for array in arrays)).hexdigest()[:DIGITS]


def recipe_of(fit, size, crop, resampler, rounding='half-even', **others):
    return {'fit': fit, 'resize': size, 'crop': crop, 'cropRounding': rounding, 'resampler': resampler, **others}


def recipes():
    for resampler in [*PILLOW, *OPENCV]:
        yield recipe_of('shortest', 256, 224, resampler)
        yield recipe_of('shortest', 257, 200, resampler, 'floor')
        yield recipe_of('squash', 224, 224, resampler)
        # Whole factors, of sides of 480, 360, 500 and 400.
        yield recipe_of('squash', 120, 120, resampler)
        yield recipe_of('squash', 100, 97, resampler)
        yield recipe_of('squash', 1, 1, resampler)
        # Larger than the images, or than one of their sides.
        yield recipe_of('squash', 701, 650, resampler)
        yield recipe_of('squash', 430, 403, resampler)
        yield recipe_of('longest', 224, 224, resampler)
        yield recipe_of('longest', 255, 224, resampler)
        yield recipe_of('longest', 180, 225, resampler)
        yield recipe_of('squash', 224, 224, resampler, centralCrop=0.875)
        yield recipe_of('squash', 224, 224, resampler, centralCrop=240 / 272, centralShape='square')
    yield recipe_of('shortest', 150, 128, 'pillow-bicubic', centralCrop=0.6)
    yield recipe_of('longest', 150, 150, 'opencv-area', centralCrop=0.9)
    for resampler in OPENCV:
        yield recipe_of('shortest', 256, 224, resampler, exifOrientation=True)
        yield recipe_of('longest', 150, 150, resampler, exifOrientation=True)
        yield recipe_of('squash', 96, 96, resampler, exifOrientation=True, centralCrop=0.8)


def sums_of(jpeg, all_recipes):
    # OpenCV makes other colours of CMYK than Pillow does: what it turns is no reference then.
    is_cmyk = Image.open(io.BytesIO(jpeg)).mode == 'CMYK'
    sums = []
    for recipe in all_recipes:
        turned = recipe.get('exifOrientation')
        if turned and is_cmyk:
            sums.append(None)
            continue
        files = [with_orientation(jpeg, n) for n in range(10)] if turned else [jpeg]
        sums.append(digest(crop_of(file, recipe) for file in files))
    return sums


def pick(files, count):
    """So many files of as many sizes and shapes as there are."""
    by_size = {}
    for file in sorted(files):
        by_size.setdefault(Image.open(file).size, file)
    chosen = sorted(by_size.items())
    step = max(1, math.floor(len(chosen) / count))
    return [file for _, file in chosen[::step][:count]]


def main():
    all_recipes = list(recipes())
    sets = {'sample': (SAMPLE, pick(SAMPLE.glob('*/*.JPEG'), 5))}
    if SHARED.exists():
        photographs = pick(SHARED.glob('imagenet-sample/val/*/*.JPEG'), 4)
        odd = [SHARED / 'fixtures' / name for name in ('gray.JPEG', 'cmyk.JPEG', 'odd-size.JPEG')]
        sets['shared'] = (SHARED, [*photographs, *odd])
    images = {
        name: {str(file.relative_to(folder)): sums_of(file.read_bytes(), all_recipes) for file in files}
        for name, (folder, files) in sets.items()
    }
    lines = ',\n'.join(f'    {json.dumps(recipe)}' for recipe in all_recipes)
    files = ',\n'.join(
        f'    {json.dumps(name)}: {{\n'
        + ',\n'.join(f'      {json.dumps(file)}: {json.dumps(sums)}' for file, sums in by_file.items())
        + '\n    }'
        for name, by_file in images.items()
    )
    TARGET.write_text(f'{{\n  "recipes": [\n{lines}\n  ],\n  "sums": {{\n{files}\n  }}\n}}\n')


main()
