import { describe, expect, it } from 'vitest'
import { AcuityError } from '../../../../../shared/errors.ts'
import { parsePrototxt } from './parse.ts'
import type { TextMessage } from './text-message.ts'

const parse = (text: string) => parsePrototxt('net.prototxt', text)

/** What is said of a text that is refused. */
function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof AcuityError && error.code === 'model-invalid') return error.message
    throw error
  }
  return 'nothing'
}

describe('what Caffe reads', () => {
  it.each<[title: string, text: string, read: (message: TextMessage) => unknown, expected: unknown]>([
    ['a comment', 'a: 1 # b: 2\n#c: 3\r\n d: 4#', ({ fields }) => fields, ['a', 'd']],
    ['a # in quotes is no comment', `a: "x#y" b: 'x # y'`, (m) => [m.string('a'), m.string('b')], ['x#y', 'x # y']],
    [
      'both quotes, one within the other',
      `a: "it's" b: 'say "x"'`,
      (m) => [m.string('a'), m.string('b')],
      ["it's", 'say "x"'],
    ],
    ['empty strings', `a: "" b: ''`, (m) => [m.string('a'), m.string('b')], ['', '']],
    ['escapes', String.raw`a: "\n\t\r\a\b\f\v\\\'\"\?"`, (m) => m.string('a'), '\n\t\r\x07\b\f\v\\\'"?'],
    ['escapes by number', String.raw`a: "\101\x42\X63\0\12x"`, (m) => m.string('a'), 'ABc\0\nx'],
    // As protobuf prints a letter outside ASCII, and as it reads it.
    ['UTF-8 in octal', String.raw`a: "caf\303\251 é \345\233\276"`, (m) => m.string('a'), 'café é 图'],
    ['strings one after another', `a: "con" 'v' # and\n "1"\nb: 1`, (m) => m.string('a'), 'conv1'],
    ['a Windows path in a string', String.raw`a: "C:\\data\\mean"`, (m) => m.string('a'), String.raw`C:\data\mean`],
    ['messages in braces', 'a { b: 1 } a: { b: 2 }', (m) => m.messages('a').map((a) => a.integer('b')), [1, 2]],
    ['messages in angles', 'a < b: 1 > a: <b:2>', (m) => m.messages('a').map((a) => a.integer('b')), [1, 2]],
    ['messages in messages', 'a { b < c { d: 7 } > }', (m) => m.message('a').message('b').message('c').integer('d'), 7],
    ['repeated fields, in their order', 'a: 3 b: 0 a: 1 a: 2', (m) => m.integers('a'), [3, 1, 2]],
    ['lists', 'a: [1, 2, 3] a: 4 b: []', (m) => [m.integers('a'), m.integers('b')], [[1, 2, 3, 4], []]],
    ['lists of messages', 'a [{ b: 1 }, < b: 2 >]', (m) => m.messages('a').map((a) => a.integer('b')), [1, 2]],
    [
      'commas and semicolons between fields',
      'a: 1, b: 2; c { d: 3, }, e: 5',
      ({ fields }) => fields,
      ['a', 'b', 'c', 'e'],
    ],
    ['no space at all', `a:1b{c:"x"d:'y'}e:2`.replace('1b', '1 b'), ({ fields }) => fields, ['a', 'b', 'e']],
    ['names that JavaScript has', '__proto__: 1 constructor: 2', ({ fields }) => fields, ['__proto__', 'constructor']],
    ['an empty file', ' \n# nothing', ({ fields }) => fields, []],
    [
      'what is not stated',
      'a: 1',
      (m) => [m.integer('b'), m.string('b'), m.flag('b'), m.message('b').fields],
      [undefined, undefined, undefined, []],
    ],
  ])('%s', (_, text, read, expected) => {
    expect(read(parse(text))).toEqual(expected)
  })

  it.each([
    ['0', 0],
    ['227', 227],
    ['-1', -1],
    ['- 1', -1],
    ['0x1F', 31],
    ['-0X1f', -31],
    ['017', 15],
  ])('the whole number %s', (text, expected) => {
    expect(parse(`a: ${text}`).integer('a')).toBe(expected)
  })

  it.each([
    ['1', 1],
    ['1.', 1],
    ['.5', 0.5],
    ['-0.75', -0.75],
    ['1e-4', 1e-4],
    ['1.5E+2', 150],
    ['2f', 2],
    ['2.5F', 2.5],
    ['-\n3', -3],
  ])('the number %j', (text, expected) => {
    expect(parse(`a: ${text}`).number('a')).toBe(expected)
  })

  it.each([
    ['true', true],
    ['True', true],
    ['t', true],
    ['1', true],
    ['false', false],
    ['False', false],
    ['f', false],
    ['0', false],
  ])('the flag %s', (text, expected) => {
    expect(parse(`a: ${text}`).flag('a')).toBe(expected)
  })

  it('enums by name and by number', () => {
    const names = { MAX: 0, AVE: 1 }
    const read = (text: string) => parse(text).choice('pool', names)
    expect([read('pool: AVE'), read('pool: 1'), read('pool: 0'), read('')]).toEqual(['AVE', 'AVE', 'MAX', undefined])
  })
})

describe('what is wrong is said with its line', () => {
  it.each<[title: string, text: string, line: number, problem: RegExp]>([
    ['a message that is not closed', '\nlayer {\n a: 1\n', 2, /layer is not closed before the file ends/],
    ['the inner of two', 'layer {\n a {\n b: 1 }', 1, /layer is not closed/],
    ['a list that is not closed', 'a: 1\nb: [1, 2', 2, /list is not closed/],
    ['a list of nothing but its bracket', '\na: [', 2, /list is not closed/],
    ['a string that is not closed', '\na: "x\nb: 1', 2, /does not end on its line: close the quote/],
    ['a string that another quote ends', `a: "x'`, 1, /close the quote/],
    ['a string with a backslash at its end', 'a: "x\\', 1, /close the quote/],
    ['a string over two lines', 'a: "x\\\ny"', 1, /close the quote/],
    ['a brace too many', 'a { }\n}', 2, /before "}"/],
    ['an angle closed by a brace', 'a <\n b: 1 }', 2, /before "}"/],
    ['no name', '\n\n: 1', 3, /name of a field is missing before ":"/],
    ['a name that is a number', 'a: 1\n2: 3', 2, /name of a field is missing before "2"/],
    ['a name in quotes', '"a": 1', 1, /name of a field is missing/],
    ['no value', 'a:\n}', 2, /value of a is missing before }/],
    ['no value at the end', 'a:', 1, /value of a is missing before the end of the file/],
    ['no colon', 'a 1', 1, /colon is missing after a/],
    ['no comma in a list', 'a: [1\n2]', 2, /comma is missing before 2/],
    ['a strange character', 'a: 1\nb: 2 $', 2, /"\$" does not belong here/],
    ['a NUL', 'a: 1\n\0', 2, /does not belong here/],
    ['an escape without digits', '\na: "\\xg"', 2, /no hexadecimal digit/],
    ['messages without end', `\n${'a {'.repeat(100_000)}`, 2, /nested more than 32 deep/],
    ['lists without end', `\n${'a: ['.repeat(100_000)}`, 2, /comma is missing before :/],
  ])('%s', (_, text, line, problem) => {
    const message = problemOf(() => parse(text))
    expect(message).toMatch(problem)
    expect(message).toMatch(new RegExp(`^net\\.prototxt:${line}: `))
  })

  it.each<[title: string, text: string, read: (message: TextMessage) => unknown, problem: RegExp]>([
    ['a number where a text belongs', 'a: 1', (m) => m.string('a'), /a must be a quoted text, and is 1\./],
    ['a text without quotes', 'a: conv', (m) => m.string('a'), /quoted text, and is conv/],
    ['a text where a number belongs', 'a: "1"', (m) => m.integer('a'), /whole number, and is "1"/],
    ['a fraction where a whole number belongs', 'a: 1.5', (m) => m.integer('a'), /whole number, and is 1.5/],
    ['more than any computer counts', 'a: 99999999999999999999', (m) => m.integer('a'), /whole number/],
    ['a sign that Caffe does not know', 'a: +1', (m) => m.integer('a'), /whole number, and is \+1/],
    ['a sign alone', 'a: -', (m) => m.integer('a'), /whole number, and is -/],
    ['hexadecimal without digits', 'a: 0x', (m) => m.integer('a'), /whole number/],
    ['no number', 'a: 1e', (m) => m.number('a'), /a number, and is 1e/],
    ['infinity', 'a: inf', (m) => m.number('a'), /a number, and is inf/],
    ['more than float32 holds', 'a: 1e39', (m) => m.number('a'), /a number, and is 1e39/],
    ['no flag', 'a: yes', (m) => m.flag('a'), /true or false, and is yes/],
    ['an unknown enum', 'a: MIN', (m) => m.choice('a', { MAX: 0, AVE: 1 }), /one of MAX, AVE, and is MIN/],
    ['an enum in quotes', 'a: "MAX"', (m) => m.choice('a', { MAX: 0 }), /one of MAX, and is "MAX"/],
    ['a message where a number belongs', 'a { }', (m) => m.integer('a'), /single value/],
    ['a number where a message belongs', 'a: 1', (m) => m.message('a'), /a is a message/],
    ['a value for the second time', 'a: 1 a: 1', (m) => m.integer('a'), /a stands 2 times/],
    ['a message for the second time', 'a { } a { }', (m) => m.message('a'), /a stands 2 times/],
    ['an unknown field', 'a: 1', (m) => m.allowOnly(new Set(['b'])), /has the field a, which Acuity does not know/],
  ])('%s', (_, text, read, problem) => {
    const message = problemOf(() => read(parse(`\n\n${text}`)))
    expect(message).toMatch(problem)
    expect(message).toMatch(/^net\.prototxt:3: /)
  })
})

describe('16 MB of anything end in bounded time and memory', () => {
  const many = (piece: string) => piece.repeat(Math.ceil((16 * 2 ** 20) / piece.length))

  it.each<[title: string, text: string, problem: RegExp]>([
    ['blanks', many(' '), /^nothing$/],
    ['a comment', `#${many('x')}`, /^nothing$/],
    ['comments', many('#x\n'), /^nothing$/],
    ['a string', `a: "${many('x')}"`, /^nothing$/],
    ['strings of escapes', many(`a: "${'\\n'.repeat(500_000)}"`), /^nothing$/],
    ['a string that is not closed', `a: "${many('x')}`, /close the quote/],
    ['a string of quotes that are escaped', `a: "${many('\\"')}`, /close the quote/],
    ['quotes', many('"'), /name of a field is missing/],
    ['a word', many('x'), /value|colon/],
    ['a name of megabytes', `${many('x')}: {`, /is not closed/],
    ['fields', many('a: 1\n'), /goes on after/],
    ['strings that follow each other', `a: ${many('"" ')}`, /goes on after/],
    ['numbers in a list', `a: [${many('1,')}`, /goes on after/],
    ['messages', many('a{}'), /goes on after/],
    ['open messages', many('a{'), /nested more than/],
    ['NULs', many('\0'), /does not belong here/],
  ])('%s', (_, text, problem) => {
    const message = problemOf(() => parse(text))
    expect(message).toMatch(problem)
    expect(message.length).toBeLessThan(3000)
  })

  it.each<[title: string, value: string, read: (message: TextMessage) => unknown]>([
    ['digits, and then none', `${many('1')}x`, (m) => m.number('a')],
    ['digits, and then none, for a whole number', `${many('1')}x`, (m) => m.integer('a')],
    ['zeros, and then no octal digit', `${many('0')}x`, (m) => m.integer('a')],
    ['digits behind the point, and then none', `1.${many('1')}x`, (m) => m.number('a')],
    ['an exponent', `1e${many('1')}`, (m) => m.number('a')],
    ['signs', many('-'), (m) => m.integer('a')],
    ['no flag', many('t'), (m) => m.flag('a')],
  ])('%s', (_, value, read) => {
    const message = problemOf(() => read(parse(`a: ${value}`)))
    expect(message).toMatch(/a must be/)
    expect(message.length).toBeLessThan(3000)
  })
})
