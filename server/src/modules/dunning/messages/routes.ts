import { type TemplateFieldView, templatesRoutes } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { implement, type Implementation } from '../../../platform/http/implement.ts';
import { onePiece } from '../../../platform/http/one-piece.ts';
import { headerText, type MakePdf } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';
import { scenarioById } from '../scenarios/scenario-store.ts';
import { checkTemplate, problemWords, type TemplateToCheck, warningWords } from './check-template.ts';
import { campaignsNaming, templateFields } from './field-catalogue.ts';
import { failureRefusal, previewView, type TemplateToPreview, tryTemplate } from './preview/preview-template.ts';
import { examples } from './sample-message.ts';
import { letterOf } from './write-message.ts';

/** What the texts of steps need of the rest: whoever makes papers. */
export type TemplateNeighbours = { readonly makePdf?: MakePdf | undefined };

type Body = {
  readonly channel: TemplateToCheck['channel'];
  readonly reference?: TemplateToCheck['reference'];
  readonly grave?: boolean;
  readonly level?: number;
  readonly showInterest?: boolean;
  readonly attachments?: NonNullable<TemplateToPreview['attachments']>;
  readonly campaign?: NonNullable<TemplateToCheck['campaign']>;
  readonly paper?: boolean;
  readonly language: string;
  readonly customerId?: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly script: string | null;
};

/** The ways to the texts of steps from HTTP. */
export const templatesHandlers = ({ makePdf }: TemplateNeighbours): Implementation =>
  implement(templatesRoutes, {
    'GET /template-fields': ({ query, context }) =>
      Promise.resolve({ fields: fieldViews(query.language ?? context.language, context.language) }),
    'POST /template-check': ({ body, context: { language } }) => {
      const { problems, warnings, unknownFields, ...report } = checkTemplate(toCheck(body));
      return Promise.resolve({
        ...report,
        unknownFields: [...unknownFields],
        problems: problems.map((one) => ({ code: one.code, at: one.at, words: problemWords(one, language) })),
        warnings: warnings.map((one) => ({ code: one.code, at: one.at, words: warningWords(one, language) })),
      });
    },
    'POST /scenarios/{id}/previews': async ({ params, body, context }) => {
      await scenarioById(context.db, params.id);
      const template = toPreview(body);
      const tried = await tryTemplate(context.db, params.id, template, context.today());
      return { previews: tried.map((each) => previewView(each, template, context.language)) };
    },
    'POST /scenarios/{id}/preview-letter': async ({ params, body, context }) => {
      await scenarioById(context.db, params.id);
      const [tried] = await tryTemplate(context.db, params.id, toPreview(body), context.today());
      if (!tried) throw refuse('customer.not-found');
      if (tried.failure) throw failureRefusal(tried.failure, tried.parties.customer.name);
      if (!makePdf) throw new Error('nothing here makes PDFs');
      const letter = tried.written.letter ?? letterOf(tried.toWrite, tried.written.subject ?? '');
      const bytes = await makePdf('letter', letter);
      return { file: onePiece(bytes), name: `${headerText(tried.parties.customer.code)}.pdf`, mediaType: 'application/pdf' };
    },
  });

function toCheck(body: Body): TemplateToCheck {
  return { ...body, reference: body.reference ?? 'due-date', grave: body.grave ?? false };
}

function toPreview(body: Body): TemplateToPreview {
  const { subject, body: text, script, ...step } = body;
  return {
    channel: step.channel,
    reference: step.reference ?? 'due-date',
    grave: step.grave ?? false,
    level: step.level ?? 0,
    showInterest: step.showInterest ?? false,
    attachments: step.attachments ?? [],
    language: step.language,
    customerId: step.customerId,
    words: { subject, body: text, script },
  };
}

function fieldViews(language: string, reader: Language): TemplateFieldView[] {
  const labels: Readonly<Record<string, string>> = textsIn(reader).templates.fields;
  const shown = examples(language);
  return templateFields.map(({ name, type, group, channels, references }) => ({
    name,
    label: labels[name] ?? name,
    type,
    group,
    example: shown.get(name) ?? null,
    channels: channels ? [...channels] : null,
    references: references ? [...references] : null,
    campaigns: [...campaignsNaming({ name, group })],
  }));
}
