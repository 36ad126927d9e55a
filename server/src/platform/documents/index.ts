export { documentBytes, documentOf, storeDocuments } from './stored-documents.ts';
export type { DocumentToStore, StoredDocument } from './stored-documents.ts';
