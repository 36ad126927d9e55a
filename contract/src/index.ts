import { apiRoutes, bulkRoutes } from './routes/api.ts';
import { auditRoutes } from './routes/audit.ts';
import { besideRoutes } from './routes/beside.ts';
import { campaignsRoutes } from './routes/campaigns.ts';
import { channelsRoutes } from './routes/channels.ts';
import { documentsRoutes } from './routes/documents.ts';
import { dunningRoutes } from './routes/dunning.ts';
import { identityRoutes } from './routes/identity.ts';
import { intakeRoutes } from './routes/intake.ts';
import { lawRoutes } from './routes/law.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { lettersRoutes } from './routes/letters.ts';
import { messagesRoutes } from './routes/messages.ts';
import { peopleRoutes } from './routes/people.ts';
import { repliesRoutes } from './routes/replies.ts';
import { reportingRoutes } from './routes/reporting.ts';
import { assignmentRoutes, scenarioDraftRoutes, scenarioRoutes } from './routes/scenarios.ts';
import { sendersRoutes } from './routes/senders.ts';
import { papersRoutes } from './routes/papers.ts';
import { templatesRoutes } from './routes/templates.ts';
import { webhooksRoutes } from './routes/webhooks.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { worklistRoutes } from './routes/worklist.ts';

export * from './route.ts';
export * from './schemas.ts';
export { bulkModes } from './routes/api.ts';
export type { ApiKeyView, BulkAnswer, KeyScope } from './routes/api.ts';
export { customerScopes, roleNames } from './routes/people.ts';
export type { DelegationView, MemberScope, PersonRow, RoleView } from './routes/people.ts';
export { importTypes } from './routes/intake.ts';
export type { ColumnMapping, ImportView } from './routes/intake.ts';
export {
  assignmentRoutes,
  auditRoutes,
  apiRoutes,
  bulkRoutes,
  besideRoutes,
  campaignsRoutes,
  channelsRoutes,
  documentsRoutes,
  dunningRoutes,
  identityRoutes,
  intakeRoutes,
  lawRoutes,
  ledgerRoutes,
  lettersRoutes,
  messagesRoutes,
  papersRoutes,
  peopleRoutes,
  repliesRoutes,
  reportingRoutes,
  scenarioDraftRoutes,
  scenarioRoutes,
  sendersRoutes,
  signInRoutes,
  templatesRoutes,
  webhooksRoutes,
  worklistRoutes,
};
export { holdsByHand } from './routes/worklist.ts';
export type { HoldByHand } from './routes/worklist.ts';
export { specificChannels } from './routes/beside.ts';
export type { SpecificAction } from './routes/beside.ts';
export { campaignKinds, campaignLeftOut, campaignStates } from './routes/campaigns.ts';
export type { CampaignPreviewMessage, CampaignRow, CampaignView } from './routes/campaigns.ts';
export { documentKinds, unmatchedReasons } from './routes/documents.ts';
export { carriedChannels, providerTestOutcomes } from './routes/channels.ts';
export type { ChannelView } from './routes/channels.ts';
export { letterViews, proofKinds, saidOfLetters } from './routes/letters.ts';
export { legalMentions } from './routes/identity.ts';
export type { PrintBatch, PrintedLetter, RegisteredLetter } from './routes/letters.ts';
export { deliveryOutcomes, deliveryStates, webhookDisabledReasons, webhookResumptions } from './routes/webhooks.ts';
export type { DeliveryRow, DeliveryView, WebhookView } from './routes/webhooks.ts';

export {
  agedDimensions,
  contactRoles,
  customerKinds,
  fieldOperators,
  fieldTypes,
  itemKinds,
  ledgerClasses,
  paymentProfiles,
  situations,
} from './routes/ledger.ts';
export type {
  AgedAmounts,
  AllocationView,
  ContactView,
  CustomerRow,
  CustomerView,
  FieldView,
  ItemRow,
  ItemView,
  SavedView,
  TermsView,
} from './routes/ledger.ts';

export type { AuditEvent, AuditFault, AuditVerification, PersonalRead } from './routes/audit.ts';
export { actionStates } from './routes/dunning.ts';
export type { ActionItem, ActionRow, ItemPosition, MessagePreview, NextAction, RunView } from './routes/dunning.ts';
export {
  catchUps,
  dunningUnits,
  libraryKeys,
  stepAttachments,
  stepAutomations,
  stepChannels,
  stepColleagues,
  stepReferences,
  stepSenders,
  versionStates,
} from './routes/scenarios.ts';
export type {
  AssignmentRule,
  LibraryScenario,
  LibraryTexts,
  Scenario,
  ScenarioBody,
  ScenarioDifference,
  ScenarioDraft,
  ScenarioProblem,
  ScenarioStep,
  Simulation,
  StepDifference,
  StepText,
} from './routes/scenarios.ts';
export { interestNotes, noInterestReasons } from './routes/law.ts';
export type { InterestClaim, InterestLineView, InterestTotals } from './routes/law.ts';
export { previewReasons, templateFieldGroups, templateFieldTypes } from './routes/templates.ts';
export { paperColumns, paperKinds } from './routes/papers.ts';
export type { PaperTemplateView, PaperVariant, PaperWords } from './routes/papers.ts';
export type { TemplateFieldView, TemplatePreview } from './routes/templates.ts';
export {
  answerSnippets,
  mailboxTestOutcomes,
  mailKinds,
  mailStates,
  modelTestOutcomes,
  proposalKinds,
  replyLabels,
} from './routes/replies.ts';
export type { AnswerDraft, ReceivedMail, ReceivedMailRow, ReplyMailboxView, ReplyProposal } from './routes/replies.ts';
export { kpiGroupings } from './routes/reporting.ts';
export type {
  Counter,
  Drill,
  Dso,
  Freshness,
  Kpi,
  NeedsYou,
  Overview,
  OverviewBucket,
  OverviewChanges,
  OverviewCurrency,
  TopOverdue,
} from './routes/reporting.ts';

/** The whole API as one table. */
export const contract = {
  ...auditRoutes,
  ...identityRoutes,
  ...signInRoutes,
  ...peopleRoutes,
  ...apiRoutes,
  ...ledgerRoutes,
  ...intakeRoutes,
  ...bulkRoutes,
  ...dunningRoutes,
  ...scenarioRoutes,
  ...scenarioDraftRoutes,
  ...assignmentRoutes,
  ...besideRoutes,
  ...campaignsRoutes,
  ...worklistRoutes,
  ...messagesRoutes,
  ...sendersRoutes,
  ...documentsRoutes,
  ...lettersRoutes,
  ...channelsRoutes,
  ...lawRoutes,
  ...repliesRoutes,
  ...reportingRoutes,
  ...papersRoutes,
  ...templatesRoutes,
  ...webhooksRoutes,
};
