/** Who may import whom. The folder tree is the architecture; these rules keep it so. */
const engineParts = [
  'db',
  'dataset',
  'image',
  'model',
  'runtime',
  'threads',
  'files',
  'processes',
  'wasm',
  'architectures',
  'crop-cache',
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'shared-imports-only-zod',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/shared/|node_modules/zod/' },
    },
    {
      name: 'engine-knows-no-door',
      comment:
        'The engine runs in a utility process, in the CLI and in tests: it knows neither Electron nor its doors.',
      severity: 'error',
      from: { path: '^src/main/engine/' },
      to: { path: '^src/(main/(app|cli)|preload|renderer)/|node_modules/electron/' },
    },
    {
      name: 'one-door-to-the-engine',
      comment: 'Only engine/index.ts is imported from outside the engine, but for the script that makes the sample.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/engine/' },
      to: { path: '^src/main/engine/', pathNot: '^src/main/engine/index\\.ts$' },
    },
    ...engineParts.map((part) => ({
      name: `engine-${part}-stands-alone`,
      severity: 'error',
      from: { path: `^src/main/engine/${part}/` },
      // files/, processes/ and wasm/ are leaves that any part may use.
      to: { path: `^src/main/engine/(?!${part}/|files/|processes/|wasm/)` },
    })),
    {
      name: 'engine-parts-have-one-door',
      comment: 'Inside the engine, a part is used through its index.ts, but by tests and what they share (testing/).',
      severity: 'error',
      from: { path: '^src/main/engine/([^/]+)', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^src/main/engine/[^/]+/', pathNot: ['^src/main/engine/$1/', '^src/main/engine/[^/]+/index\\.ts$'] },
    },
    {
      name: 'only-tests-use-what-tests-share',
      comment:
        'What tests share lies in a folder testing/ beside them, or in src/testing/ where it is of the whole tree.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '/testing/' },
    },
    {
      name: 'renderer-stays-out-of-main',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'preload-only-passes-on',
      comment: 'What runs beside strangers’ data with a line to the main process is kept to a few lines.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { pathNot: '^src/shared/shell-(bridge|contract)\\.ts$|node_modules/electron/|^electron$' },
    },
    {
      name: 'no-page-imports-another',
      severity: 'error',
      from: { path: '^src/renderer/pages/([^/]+)/' },
      to: { path: '^src/renderer/pages/', pathNot: '^src/renderer/pages/$1/' },
    },
    {
      name: 'no-part-of-the-run-page-imports-another',
      severity: 'error',
      from: { path: '^src/renderer/pages/run/([^/]+)/' },
      to: { path: '^src/renderer/pages/run/', pathNot: '^src/renderer/pages/run/$1/' },
    },
    {
      name: 'what-pages-share-knows-no-page',
      comment: 'The frame is around every page; grid, pieces, state and lib are what several pages are made of.',
      severity: 'error',
      from: { path: '^src/renderer/(frame|grid|pieces|state|lib)/' },
      to: { path: '^src/renderer/(App\\.svelte|pages/)' },
    },
    {
      name: 'only-the-app-knows-its-frame',
      severity: 'error',
      from: { path: '^src/renderer/(pages|grid|pieces|state|lib)/' },
      to: { path: '^src/renderer/frame/' },
    },
    {
      name: 'grid-and-pieces-stand-alone',
      severity: 'error',
      from: { path: '^src/renderer/(grid|pieces)/' },
      to: { path: '^src/renderer/(grid|pieces)/', pathNot: '^src/renderer/$1/' },
    },
    {
      name: 'state-draws-nothing',
      severity: 'error',
      from: { path: '^src/renderer/(state|lib)/' },
      to: { path: '^src/renderer/(grid|pieces)/|\\.svelte$' },
    },
    {
      name: 'lib-keeps-no-state',
      severity: 'error',
      from: { path: '^src/renderer/lib/' },
      to: { path: '^src/renderer/state/' },
    },
    {
      name: 'ui-knows-nothing-of-acuity',
      severity: 'error',
      from: { path: '^src/renderer/ui/' },
      to: { path: '^src/(shared|renderer/(?!ui/))' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|\\.test\\.ts$|\\.config\\.' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
