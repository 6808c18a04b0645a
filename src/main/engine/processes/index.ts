export { entryBeside } from './entry-beside.ts'
export { removeLeftFolders, withPassingFolder } from './passing-folder.ts'
export { isLeftOver, isPassingName, passingName } from './passing-name.ts'
export { identityOf, isRunning, thisProcess, type ProcessIdentity } from './process-identity.ts'
