/** The engine's own WebAssembly, and how any of it is loaded. */
export { loadKernel, type KernelExports } from './load-kernel.ts'
export { compileWebAssembly, instantiateWebAssembly, type WebAssemblyMemory } from './web-assembly.ts'
