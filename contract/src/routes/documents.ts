import { Type } from 'typebox';
import { routes } from '../route.ts';
import { ById, DayText, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

export const documentKinds = ['invoice', 'delivery-note', 'purchase-order', 'proof', 'other'] as const;
/** Why a file found no item: each has a sentence in texts.documents.unmatched. */
export const unmatchedReasons = ['not-found', 'several'] as const;

/** What stands behind an item: its invoice, a proof. */
export const ItemDocument = Type.Object({
  id: Id,
  itemId: Id,
  itemNumber: Type.String(),
  customerId: Id,
  kind: OneOf(documentKinds),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  addedAt: InstantText,
  addedBy: Type.String(),
});

export const documentsRoutes = routes({
  'GET /items/{id}/documents': {
    summary: 'The documents of an item',
    tag: 'Documents',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    ok: Type.Object({ rows: Type.Array(ItemDocument) }),
  },
  'GET /customers/{id}/documents': {
    summary: 'The documents of a customer’s items, newest first',
    tag: 'Documents',
    permission: 'read',
    personalDataOf: 'id',
    params: ById,
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
      offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
    }),
    ok: Type.Object({
      rows: Type.Array(ItemDocument),
      total: Type.Integer(),
      /** Open invoices of the customer, and how many of them have their document here. */
      openInvoices: Type.Integer(),
      openInvoicesWithDocument: Type.Integer(),
    }),
  },
  'POST /items/{id}/documents': {
    summary: 'Add a document to an item: PDF, PNG, JPEG or XML; multipart, the file in `file`',
    tag: 'Documents',
    permission: 'work',
    params: ById,
    upload: true,
    status: 201,
    /** Fields of the form beside the file. */
    body: Type.Object({ kind: Type.Optional(OneOf(documentKinds)) }),
    ok: ItemDocument,
  },
  'POST /documents': {
    summary: 'Add a document to the item whose number stands in the file’s name; multipart, the file in `file`',
    tag: 'Documents',
    permission: 'work',
    upload: true,
    body: Type.Object({ kind: Type.Optional(OneOf(documentKinds)) }),
    ok: Type.Object({
      name: Type.String(),
      /** Null: it was added, to all due lines of one invoice. */
      unmatched: Nullable(OneOf(unmatchedReasons)),
      rows: Type.Array(ItemDocument),
    }),
  },
  'GET /documents/{id}/file': {
    summary: 'A document as a file',
    tag: 'Documents',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
  'GET /documents/{id}/copy': {
    summary:
      'A document as a copy: DUPLICATA at the head of each page, in the customer’s language; under its own name and as it is where it cannot be marked',
    tag: 'Documents',
    permission: 'read',
    personalDataOf: 'list',
    params: ById,
    file: 'application/octet-stream',
    ok: Type.Null(),
  },
  'DELETE /documents/{id}': {
    summary: 'Take a document away from its item; messages it went along with keep it',
    tag: 'Documents',
    permission: 'work',
    params: ById,
    status: 204,
    ok: Type.Null(),
  },
  'POST /items/{id}/sent': {
    summary: 'Say that an invoice was sent to the customer, and on which day',
    tag: 'Documents',
    permission: 'work',
    params: ById,
    body: Type.Object({ on: DayText }),
    ok: Type.Object({ id: Id, sentOn: DayText }),
  },
  'POST /items/{id}/send-invoice': {
    summary: 'Send an invoice to the customer by e-mail, with its document',
    tag: 'Documents',
    permission: 'work',
    params: ById,
    body: Type.Object({
      /** Else the customer’s address for invoices. */
      to: Type.Optional(Type.String({ minLength: 3, maxLength: 320, format: 'email' })),
      copies: Type.Optional(Type.Array(Type.String({ minLength: 3, maxLength: 320, format: 'email' }), { maxItems: 10 })),
      language: Type.Optional(OneOf(['fr', 'en'])),
      subject: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      text: Type.Optional(Type.String({ minLength: 1, maxLength: 10000 })),
    }),
    ok: Type.Object({ id: Id, state: OneOf(['waiting']), notBefore: InstantText, to: Type.String() }),
  },
});
