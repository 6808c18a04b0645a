import { z } from 'zod'
import type { Engine, Output } from '../../../shared/contract.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { PictureSide, ThumbnailSide, type Thumbnail } from '../../../shared/picture.ts'
import { Geometry } from '../../../shared/recipe.ts'
import { APP_ORIGIN } from './app-protocol.ts'

const Id = z.coerce.number().int().positive()
const JsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('no JSON')
    return z.NEVER
  }
})

/**
 * What an address may name, by ids of the database: `image://picture/ID?side=PIXELS`, an image with its longer side at
 * most that many pixels, `image://thumbnail/ID?side=PIXELS`, the same compressed, `image://pixels/RUN/ID`, the very
 * pixels that the run's network was given of it, or `image://crop/ID?geometry=JSON`, those that a recipe makes of it.
 */
const Address = z.union([
  z.object({ host: z.literal('picture'), path: z.tuple([Id]), side: z.coerce.number().pipe(PictureSide) }),
  z.object({ host: z.literal('thumbnail'), path: z.tuple([Id]), side: z.coerce.number().pipe(ThumbnailSide) }),
  z.object({ host: z.literal('pixels'), path: z.tuple([Id, Id]) }),
  z.object({ host: z.literal('crop'), path: z.tuple([Id]), geometry: JsonText.pipe(Geometry) }),
])
type Address = z.infer<typeof Address>

/** Serves pictures made by the engine's own code: what is shown is what was evaluated. */
export function serveImages(engine: () => Engine): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const address = Address.safeParse({
      host: url.host,
      path: url.pathname.slice(1).split('/'),
      side: url.searchParams.get('side'),
      geometry: url.searchParams.get('geometry'),
    })
    if (!address.success) return new Response('No such picture', { status: 400 })
    try {
      const { type, bytes } = await draw(engine(), address.data)
      return new Response(new Uint8Array(bytes), {
        headers: {
          'content-type': type,
          'x-content-type-options': 'nosniff',
          // The page, and nobody else, may read the pixels of what it shows.
          'access-control-allow-origin': APP_ORIGIN,
        },
      })
    } catch (error) {
      // Only what the engine says of the image itself is final: without an engine, the next one may be asked.
      const lasting = error instanceof AcuityError && error.code !== 'internal'
      return new Response(messageOf(error), { status: lasting ? 404 : 503 })
    }
  }
}

async function draw(engine: Engine, address: Address): Promise<Thumbnail> {
  if (address.host === 'thumbnail')
    return engine.call('images.thumbnail', { image: address.path[0], side: address.side })
  const { bmp } = await drawExactly(engine, address)
  return { type: 'image/bmp', bytes: bmp }
}

function drawExactly(
  engine: Engine,
  address: Exclude<Address, { host: 'thumbnail' }>,
): Promise<Output<'images.picture'>> {
  if (address.host === 'picture') return engine.call('images.picture', { image: address.path[0], side: address.side })
  if (address.host === 'crop') return engine.call('images.crop', { image: address.path[0], geometry: address.geometry })
  const [run, image] = address.path
  return engine.call('images.pixels', { run, image })
}
