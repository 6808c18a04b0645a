import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { readSvelteAsLinted } from './tools/lint/svelte-as-linted.ts'

readSvelteAsLinted()

export default defineConfig(
  // AssemblyScript has types of its own; its compiler checks them.
  { ignores: ['node_modules/', 'out/', 'resources/', 'acuity-demo/', 'src/main/engine/wasm/assembly/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.js', '.dependency-cruiser.js'] },
        tsconfigRootDir: import.meta.dirname,
        // The same for every file: the types of the whole program are worked out anew wherever it differs from the file before.
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Numbers in messages are what this product is about; only objects and the like are suspect there.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
    },
  },
  {
    files: ['src/renderer/**/*.{svelte,ts}'],
    languageOptions: { globals: globals.browser },
    rules: {
      // svelte-check's: it knows the types of runes and of imported components.
      'no-undef': 'off',
      // Routes are fragments of the one page's address, not paths of a router.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/renderer/**/*.svelte', 'src/renderer/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  prettier,
)
