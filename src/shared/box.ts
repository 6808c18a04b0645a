/**
 * Where an object lies in an image, in its pixels: from `left` and `top` up to, not including, `right` and `bottom`, none
 * of them outside of the image.
 */
export interface Box {
  /** What the object is called: in ILSVRC the WordNet id of its class. */
  name: string
  left: number
  top: number
  right: number
  bottom: number
}
