import type { SealedEvent } from '../audit/index.ts';
import { carriedDetails, eventKinds, testKind } from './catalogue.ts';

/** The header webhook-id of an event: the same at every try, replay and endpoint, so that a receiver knows what it already has. */
export function messageIdOf(eventId: string): string {
  return `msg_${eventId.replaceAll('-', '')}`;
}

/** What is sent of an event, as JSON text: Standard Webhooks' `type`, `timestamp`, `data`. No name of a person stands in it. */
export function bodyOf(tenantId: number, event: SealedEvent, entityId: string | null): string {
  return JSON.stringify({
    type: event.kind,
    timestamp: event.recordedAt.toString(),
    data: {
      number: Number(event.number),
      eventId: event.id,
      tenantId,
      entityId,
      customerId: event.customerId,
      subjectId: event.subjectId,
      actor: { kind: event.actorKind, id: event.actorId },
      details: carriedDetails(event.kind, event.details),
    },
  });
}

/** What is sent to try an endpoint. */
export function testBody(tenantId: number, endpointId: string, now: Temporal.Instant): string {
  return JSON.stringify({ type: testKind, timestamp: now.toString(), data: { tenantId, webhookId: endpointId } });
}

/** What a receiver gets of this kind, with invented values. */
export function exampleOf(kind: string): unknown {
  return JSON.parse(
    bodyOf(
      123_456_789,
      {
        number: 1201n,
        id: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d6e',
        recordedAt: Temporal.Instant.from('2026-03-31T08:15:30.123Z'),
        kind,
        entityId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d60',
        customerId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d61',
        subjectId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d62',
        actorKind: 'user',
        actorId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d63',
        actorName: '',
        details: eventKinds[kind] ?? {},
      },
      '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d60',
    ),
  );
}
