/** What begins code, emphasis, links, HTML or another cell in GitHub's Markdown, and what escapes it. */
const MARKS = /[\\`*[\]|~#]/g

/** Underscores emphasise only where a word begins or ends: sample_net_99 is to stay as it is. */
const EMPHASIS = /(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu

/** What GitHub makes a link of by itself. */
const AUTOLINK = /\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)/gi

const ENTITIES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }

/** Text that Markdown, as GitHub reads it, shows as it is: nothing in it becomes a mark, a link, HTML or a cell. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(MARKS, '\\$&')
    .replace(EMPHASIS, (marks) => marks.replaceAll('_', '\\_'))
    .replace(AUTOLINK, '$&\\')
    .replace(/[<>]|&(?=#?\w+;)/g, (mark) => ENTITIES[mark] ?? mark)
}
