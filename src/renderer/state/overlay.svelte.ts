/** What lies over the page, one at a time. */
export class Overlay {
  shown = $state<'palette' | 'shortcuts' | null>(null)
}
