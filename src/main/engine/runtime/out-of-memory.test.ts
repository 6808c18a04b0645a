import { expect, it } from 'vitest'
import { outOfMemory } from './out-of-memory.ts'

const node = (status: string) =>
  `The model failed on a batch of 64: Non-zero status code returned while running Conv node. Name:'c1' Status Message: ${status}`

it.each([
  [
    node(
      'bfc_arena.cc:359 void* onnxruntime::BFCArena::AllocateRawInternal(…) Failed to allocate memory for requested buffer of size 281474976710656\n',
    ),
    'Failed to allocate memory for requested buffer of size 281474976710656',
  ],
  [
    node('bfc_arena.cc:376 Available memory of 0 is smaller than requested bytes of 2048'),
    'Available memory of 0 is smaller than requested bytes of 2048',
  ],
  [
    node('allocator.h:320 p != nullptr || size == 0 was false. Memory allocation failed. Size=8192'),
    'Memory allocation failed. Size=8192',
  ],
  [node('std::bad_alloc'), 'std::bad_alloc'],
  [node('bad allocation'), 'bad allocation'],
  [node('CUDA failure 2: out of memory ; GPU=0 ; hostname=h ; expr=cudaMalloc((void**)&p, size);'), 'out of memory'],
  [node('vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY'), 'OUT_OF_DEVICE_MEMORY'],
  [node('CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0'), 'CUBLAS_STATUS_ALLOC_FAILED'],
  [
    node('CUDNN failure 5003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED'),
    'CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED',
  ],
  ['Array buffer allocation failed', 'Array buffer allocation failed'],
])('finds the lack of memory in %j', (message, sign) => {
  expect(outOfMemory(message)).toBe(sign)
})

it('knows what V8 throws where an input would be too long for any array', () => {
  expect(() => new Uint8Array(2 ** 53)).toThrow(expect.toSatisfy(({ message }: Error) => outOfMemory(message) !== null))
})

it.each([
  node('CUDNN failure 9: CUDNN_STATUS_NOT_SUPPORTED'),
  node('Input channels C is not equal to kernel channels * group'),
  'The model does not run on cuda: libcudnn.so.9: cannot open shared object file',
])('takes nothing else for it: %j', (message) => {
  expect(outOfMemory(message)).toBeNull()
})
