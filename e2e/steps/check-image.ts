import type { Page } from '@playwright/test'
export async function checkImage(_page: Page, _home: string, _run: number, _errors: unknown[]): Promise<void> {}
