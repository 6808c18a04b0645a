import type { ElectronApplication } from '@playwright/test'

/** Chooses a command of the menu bar, as its keys do. */
export async function chooseCommand(app: ElectronApplication, label: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find((item) => item.label === wanted)?.click()
  }, label)
}
