import { papersRoutes } from '@quitus/contract';
import { implement, type Implementation } from '../../../platform/http/implement.ts';
import { onePiece } from '../../../platform/http/one-piece.ts';
import type { MakePdf } from '../../messages/index.ts';
import { changePaper } from './change-paper.ts';
import { paperViews } from './paper-store.ts';
import { paperCustomers, previewPaper } from './preview-paper.ts';

/** The ways to the words of papers from HTTP. */
export const papersHandlers = ({ makePdf }: { readonly makePdf?: MakePdf | undefined }): Implementation =>
  implement(papersRoutes, {
    'GET /paper-templates': async ({ context }) => ({ papers: await paperViews(context.db) }),
    'PUT /paper-templates/{kind}': async ({ params: { kind }, body, context }) => {
      await changePaper(context.db, { kind, ...body }, { actor: context.actor, now: context.now() });
      const paper = (await paperViews(context.db)).find((view) => view.kind === kind);
      if (!paper) throw new Error('every kind has its view');
      return paper;
    },
    'GET /paper-templates/customers': async ({ context }) => ({ customers: await paperCustomers(context.db, context.today()) }),
    'POST /paper-templates/{kind}/preview': async ({ params: { kind }, body, context }) => {
      const { bytes, name } = await previewPaper(context.db, { kind, ...body }, { today: context.today(), makePdf });
      return { file: onePiece(bytes), name, mediaType: 'application/pdf' };
    },
  });
