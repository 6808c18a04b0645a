/** A row of the founding table: an architecture at a crop of a squashed image, both in pixels. */
export interface FoundingNetwork {
  /** As the table has it; in lower case, the name of the architecture that ships. */
  architecture: string
  input: number
  crop: number
}

/** The rows of the founding table in their order: the first is what the others are compared with. */
export const foundingNetworks: readonly FoundingNetwork[] = [
  { architecture: 'AlexNet', input: 256, crop: 227 },
  { architecture: 'AlexNet', input: 128, crop: 99 },
  { architecture: 'AlexNet', input: 128, crop: 111 },
  { architecture: 'VGG_F', input: 128, crop: 99 },
  { architecture: 'VGG_F_extralayer', input: 128, crop: 99 },
  { architecture: 'VGG_F_extralayer', input: 128, crop: 111 },
]
