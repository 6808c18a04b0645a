import { ReportFormat, reportFormats } from '../../shared/report.ts'

const choice = (value: ReportFormat) => ({ value, label: reportFormats[value].name })

/** What the Export menus offer. */
export const exportFormats = ReportFormat.options.filter((format) => reportFormats[format].exported).map(choice)

/** What the buttons below tables offer. */
export const copyFormats = ReportFormat.options.filter((format) => reportFormats[format].copied).map(choice)
