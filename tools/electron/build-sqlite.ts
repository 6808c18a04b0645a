import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { nodeAddonApiFolder, sqliteFolder } from './pins.ts'
import { ProvisionError } from './provision-error.ts'
import { runCommand } from './run-command.ts'

/** Node-API 9 holds no references to strings: the few constant ones are kept by value. */
const HELD_STRING = `
class HeldString {
  napi_env env_ = nullptr;
  std::string s_;
public:
  HeldString() {}
  HeldString(Napi::String s) : env_(s.Env()), s_(s.Utf8Value()) {}
  Napi::String Value() const { return Napi::String::New(env_, s_); }
};
`

/** Each file that needs a change for Node-API 9, and the changes: all of them must find their place. */
const edits: [file: string, changes: [from: string, to: string][]][] = [
  [
    'src/util/helpers.cpp',
    [
      ['inline void SetFrozen(', `${HELD_STRING}inline void SetFrozen(`],
      ['const Napi::Reference<Napi::String>& key', 'const HeldString& key'],
    ],
  ],
  ...['src/util/constants.cpp', 'src/util/bind-map.cpp'].map((file): (typeof edits)[number] => [
    file,
    [
      ['Napi::Reference<Napi::String>', 'HeldString'],
      ['Napi::Persistent(', 'HeldString('],
    ],
  ]),
]

const common = ['-O2', '-fPIC', '-pthread', '-DNDEBUG', '-Ideps/sqlite3']
const cpp = ['-std=c++20', '-fno-exceptions', '-fno-rtti', '-fvisibility=hidden', '-fvisibility-inlines-hidden']
// As in its binding.gyp, but for the version.
const addon = ['NAPI_VERSION=9', 'NAPI_DISABLE_CPP_EXCEPTIONS', 'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS']

/**
 * Builds better-sqlite3 for Node-API 9, which Electron 33 offers: its own prebuilt binary wants Node-API 10 and crashes
 * there. The compiler is called directly, which spares node-gyp, and with it Python, make and Node's headers.
 * @param headers the folder of Node-API's header files
 * @param output the binary to write
 */
export function buildSqlite(headers: string, work: string, output: string): void {
  for (const part of ['src', 'deps']) cpSync(path.join(sqliteFolder, part), path.join(work, part), { recursive: true })
  for (const [file, changes] of edits) edit(path.join(work, file), changes)
  const compile = (compiler: string, args: string[]) => runCommand(compiler, args, { cwd: work })
  compile('gcc', [
    ...common,
    ...sqliteDefines(work),
    '-std=c99',
    '-w',
    '-c',
    'deps/sqlite3/sqlite3.c',
    '-o',
    'sqlite3.o',
  ])
  const includes = [headers, nodeAddonApiFolder].map((folder) => `-I${folder}`)
  const defines = addon.map((name) => `-D${name}`)
  compile('g++', [...common, ...cpp, ...includes, ...defines, '-c', 'src/better_sqlite3.cpp', '-o', 'addon.o'])
  const link = ['-shared', '-pthread', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL']
  compile('g++', [...link, 'addon.o', 'sqlite3.o', '-ldl', '-o', output])
}

function edit(file: string, changes: [string, string][]): void {
  let text = readFileSync(file, 'utf8')
  for (const [from, to] of changes) {
    if (!text.includes(from))
      throw new ProvisionError(`${file}: no '${from}' in it; better-sqlite3 is not of the version this was written for`)
    text = text.replaceAll(from, to)
  }
  writeFileSync(file, text)
}

/** The options that better-sqlite3 compiles SQLite with, from its own list. */
function sqliteDefines(work: string): string[] {
  const list = readFileSync(path.join(work, 'deps/defines.gypi'), 'utf8')
  return [...list.matchAll(/'([A-Z][A-Z0-9_]*(?:=[^']*)?)'/g)].map(([, define]) => `-D${define}`)
}
