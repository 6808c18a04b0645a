const SVG = 'http://www.w3.org/2000/svg'
/** Around the drawing, in pixels. */
const MARGIN = 16
const TITLE_HEIGHT = 32

/** Where a shape lies; all else of it is taken from how it is shown. */
const GEOMETRY = ['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'width', 'height', 'dy', 'transform']
/** What decides how a shape is shown, and what it is where nothing says so. */
const APPEARANCE = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'paint-order': 'normal',
}
const LETTERING = ['font-family', 'font-size', 'font-weight']
const SHAPES = new Set(['path', 'line', 'rect', 'circle', 'text', 'tspan'])

/**
 * What an element shows, its SVG charts and the text around them, as one SVG that looks the same anywhere: colours and
 * fonts are those that the page shows now, written into each shape as attributes. Text of HTML is drawn where it stands,
 * each stretch on one line.
 * @param title a line above all
 * @param background a CSS colour
 */
export function standAloneSvg(element: HTMLElement, title: string, background: string): SVGSVGElement {
  const frame = element.getBoundingClientRect()
  const width = Math.ceil(frame.width + 2 * MARGIN)
  const height = Math.ceil(frame.height + 2 * MARGIN + TITLE_HEIGHT)
  const root = make('svg', { width, height, viewBox: `0 0 ${width} ${height}` })
  const drawing = make('g', { transform: `translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})` })
  for (const svg of element.querySelectorAll('svg')) {
    const { left, top } = svg.getBoundingClientRect()
    const group = make('g', { transform: `translate(${left - frame.left} ${top - frame.top})` })
    group.append(...copies(svg))
    drawing.append(group)
  }
  for (const text of textsOf(element)) {
    const { left, top, bottom } = boxOf(text)
    const position = { x: left - frame.left, y: (top + bottom) / 2 - frame.top, dy: '0.32em' }
    drawing.append(lettered(text.data.trim(), position, getComputedStyle(text.parentElement ?? element)))
  }
  const heading = lettered(title, { x: MARGIN, y: MARGIN + TITLE_HEIGHT / 2 }, getComputedStyle(element))
  heading.setAttribute('font-weight', '600')
  root.append(make('rect', { width, height, fill: background }), heading, drawing)
  return root
}

/** The children of a shown element, as they look. Links lead nowhere from a file. */
function copies(parent: Element): Node[] {
  return [...parent.childNodes].flatMap((node): Node[] => {
    if (node instanceof Text) return [node.cloneNode()]
    if (!(node instanceof SVGElement)) return []
    const name = node.localName === 'a' ? 'g' : node.localName
    const copy = document.createElementNS(SVG, name)
    for (const attribute of GEOMETRY) {
      const value = node.getAttribute(attribute)
      if (value !== null) copy.setAttribute(attribute, value)
    }
    if (SHAPES.has(name)) dress(copy, getComputedStyle(node), 'fill')
    copy.append(...copies(node))
    return [copy]
  })
}

/** Text of HTML, as it looks. */
function lettered(text: string, position: Record<string, string | number>, style: CSSStyleDeclaration): SVGTextElement {
  const drawn = make('text', position)
  dress(drawn, style, 'color')
  drawn.textContent = text
  return drawn
}

function dress(copy: SVGElement, style: CSSStyleDeclaration, colour: 'fill' | 'color'): void {
  for (const [property, otherwise] of Object.entries(APPEARANCE)) {
    const value = style.getPropertyValue(property === 'fill' ? colour : property)
    if (value !== otherwise) copy.setAttribute(property, isTransparent(value) ? 'none' : value)
  }
  if (copy.localName !== 'text' && copy.localName !== 'tspan') return
  for (const property of LETTERING) copy.setAttribute(property, style.getPropertyValue(property))
  const anchor = style.getPropertyValue('text-anchor')
  if (anchor !== 'start') copy.setAttribute('text-anchor', anchor)
}

/** Programs that draw SVG need not know colours with an alpha of zero. */
function isTransparent(value: string): boolean {
  return /^rgba\(.*, 0\)$/.test(value)
}

/** Text that is shown outside the charts. */
function textsOf(element: HTMLElement): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode())
    if (walker.currentNode instanceof Text && !walker.currentNode.parentElement?.closest('svg'))
      texts.push(walker.currentNode)
  return texts.filter((text) => text.data.trim() !== '')
}

function boxOf(text: Text): DOMRect {
  const range = document.createRange()
  range.selectNodeContents(text)
  return range.getBoundingClientRect()
}

function make<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value))
  return element
}
