import type { ElectronApplication } from '@playwright/test'

/** A person who chooses this in the next dialogs that ask for a file or folder: null is one who cancels. */
export async function choosing(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
  }, file)
}

/** A person who saves as this; returns what the dialog was asked to propose. */
export async function savingAs(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
  }, file)
}
