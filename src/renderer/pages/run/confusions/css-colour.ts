import type { Colour } from './matrix-pixels.ts'

/**
 * What tokens of tokens.css are inside an element and in this theme, as a canvas takes them. All at once: the page works
 * out its styles anew for each change that is looked at.
 */
export function tokenColours(element: HTMLElement, tokens: readonly `--${string}`[]): string[] {
  const probes = tokens.map((token) => {
    const probe = document.createElement('span')
    probe.style.color = `var(${token})`
    return probe
  })
  element.append(...probes)
  const colours = probes.map((probe) => getComputedStyle(probe).color)
  for (const probe of probes) probe.remove()
  return colours
}

/** The channels of a colour written as `rgb(1, 2, 3)`. */
export function channels(colour: string): Colour {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}

/** Of several colours, the one that is read best on another: by contrast as WCAG 2.2 defines it. */
export function mostLegible(on: Colour, colours: readonly string[]): string {
  const contrast = (colour: string) => {
    const [one, other] = [luminance(channels(colour)) + 0.05, luminance(on) + 0.05]
    return Math.max(one, other) / Math.min(one, other)
  }
  return colours.reduce((best, next) => (contrast(next) > contrast(best) ? next : best))
}

/** Relative luminance of sRGB, as WCAG 2.2 defines it: 0 is black, 1 is white. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Calls back whenever the theme changes, by choice or with the system's. @returns a function that ends it */
export function onThemeChange(listener: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(listener)
  dark.addEventListener('change', listener)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    dark.removeEventListener('change', listener)
    chosen.disconnect()
  }
}
