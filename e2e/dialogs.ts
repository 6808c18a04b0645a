import type { ElectronApplication, JSHandle } from '@playwright/test'
import type { OpenDialogOptions } from 'electron'

/**
 * A person who chooses these, one a dialog, and the last of them in every dialog that follows; null is one who cancels.
 */
export async function choosing(app: ElectronApplication, ...files: (string | null)[]): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => {
      const file = (chosen.length > 1 ? chosen.shift() : chosen[0]) ?? null
      return Promise.resolve({ canceled: file === null, filePaths: file === null ? [] : [file] })
    }
  }, files)
}

/** A person who cancels every dialog; returns what they will have been asked. */
export function cancelling(app: ElectronApplication): Promise<JSHandle<string[]>> {
  return app.evaluateHandle(({ dialog }) => {
    const asked: string[] = []
    dialog.showOpenDialog = (_window: unknown, options?: OpenDialogOptions) => {
      asked.push(options?.title ?? '')
      return Promise.resolve({ canceled: true, filePaths: [] })
    }
    return asked
  })
}

/** A person who saves as this file. */
export async function savingAs(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, file)
}
