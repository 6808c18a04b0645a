import { AttributeField, NodeField } from './proto.ts'
import type { Node } from './read.ts'
import { bytes, type Field, FieldBudget, fieldsOf, integers, text } from '../wire.ts'

/** What a node says beside its inputs and outputs. */
export interface NodeDetails {
  /** Its name, or else that of what it computes. */
  name: string
  /** The fields of each attribute, by the attribute's name. */
  attributes: Map<string, Field[]>
}

/** Reads of a node what few have a use for. */
export function detailsOf({ raw, outputs }: Node): NodeDetails {
  const budget = new FieldBudget()
  const details: NodeDetails = { name: outputs[0] ?? '', attributes: new Map() }
  for (const node of fieldsOf(raw, budget))
    for (const field of fieldsOf(bytes(node), budget)) {
      if (field.number === NodeField.name) details.name = text(field) || details.name
      if (field.number !== NodeField.attribute) continue
      const fields = [...fieldsOf(bytes(field), budget)]
      const name = fields.find(({ number }) => number === AttributeField.name)
      if (name) details.attributes.set(text(name), fields)
    }
  return details
}

/** The value of an attribute, in whichever field its type keeps it. */
export const valueOf = ({ attributes }: NodeDetails, name: string, field: number): Field | undefined =>
  attributes.get(name)?.find(({ number }) => number === field)

/** The whole numbers of an attribute; none where it is not there. */
export function intsOf({ attributes }: NodeDetails, name: string): number[] {
  const budget = new FieldBudget()
  const fields = attributes.get(name) ?? []
  return fields.filter(({ number }) => number === AttributeField.ints).flatMap((field) => integers(field, budget))
}
