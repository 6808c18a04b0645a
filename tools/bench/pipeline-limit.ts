/**
 * What no pipeline can beat in which every core both decodes whole images and infers: an image then takes the time of
 * the one and the time of the other.
 * @param decode images per second of the decoder alone on all cores
 * @param session images per second of sessions alone on the same cores
 */
export const pipelineLimit = (decode: number, session: number): number => 1 / (1 / decode + 1 / session)
