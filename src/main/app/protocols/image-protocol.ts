import { z } from 'zod'
import type { Engine } from '../../../shared/contract.ts'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import { PictureSide } from '../../../shared/picture.ts'

/** `image://picture/ID?side=PIXELS`: an image of the database by its id, its longer side at most that many pixels. */
const Address = z.object({
  host: z.literal('picture'),
  image: z.coerce.number().int().positive(),
  side: z.coerce.number().pipe(PictureSide),
})

/** Serves pictures made by the engine's own decoder: what is shown is what was evaluated. */
export function serveImages(engine: () => Engine): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const address = Address.safeParse({
      host: url.host,
      image: url.pathname.slice(1),
      side: url.searchParams.get('side'),
    })
    if (!address.success) return new Response('No such picture', { status: 400 })
    try {
      const { image, side } = address.data
      const { bmp } = await engine().call('images.picture', { image, side })
      return new Response(new Uint8Array(bmp), {
        headers: { 'content-type': 'image/bmp', 'x-content-type-options': 'nosniff' },
      })
    } catch (error) {
      // Only what the engine says of the image itself is final: without an engine, the next one may be asked.
      const lasting = error instanceof AcuityError && error.code !== 'internal'
      return new Response(messageOf(error), { status: lasting ? 404 : 503 })
    }
  }
}
