/** What of WebAssembly is used here: TypeScript knows this global only with the whole DOM library. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** An instance's memory; `buffer` is another after each growth, and views of the one before are empty then. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer
  /** @throws RangeError where there is no more */
  grow(pages: number): number
}

export const compileWebAssembly = (bytes: Uint8Array): object => new WebAssembly.Module(bytes)

export const instantiateWebAssembly = (module: object, imports: object): unknown =>
  new WebAssembly.Instance(module, imports).exports
