/**
 * What no pipeline can beat in which every core does all of the work in turn: an image then takes the time of each part,
 * one after the other.
 * @param rates images per second of each part alone on all cores: of the decoder, of sessions
 */
export const pipelineLimit = (...rates: readonly number[]): number => 1 / rates.reduce((sum, rate) => sum + 1 / rate, 0)
