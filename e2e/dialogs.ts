import type { ElectronApplication } from '@playwright/test'

/** A person who chooses this in every dialog that asks for a file or folder from now on; null is one who cancels. */
export async function choosing(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
  }, file)
}

/** A person who saves as this file. */
export async function savingAs(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, file)
}
