import { Button, Checkbox, NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { Confirm, Inline, Section, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useSession } from '../../../session.ts';
import { bodyOf, draftOf, type Sender, type SenderDraft, sendersKey, serverChanged } from './sender-draft.ts';

interface SenderFormProps {
  readonly sender: Sender | undefined;
  readonly first: boolean;
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

type Change = (change: Partial<SenderDraft>) => void;

/** A mailbox, new or known: who it shows, where its mail is handed over, what stands under it. */
export function SenderForm({ sender, first, onDone, onClose }: SenderFormProps) {
  const texts = useTexts();
  const words = texts.senders.form;
  const toast = useToast();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(sender, first));
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => {
      const body = bodyOf(draft, sender);
      return sender ? api('PATCH /senders/{id}', { params: { id: sender.id }, body }) : api('POST /senders', { body });
    },
    onSuccess: async (saved) => {
      await cache.invalidateQueries({ queryKey: sendersKey });
      toast.done(sender ? words.saved : words.added);
      onDone(saved.id);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Section title={sender ? words.change : words.add} actions={sender && <Remove sender={sender} onRemoved={onClose} />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        <Stacked>
          <Who draft={draft} change={change} />
          <Server draft={draft} sender={sender} change={change} />
          <div className="p-form">
            <Textarea
              label={words.signatureFr}
              description={words.signatureHelp}
              autosize
              minRows={3}
              maxLength={2000}
              value={draft.signatureFr}
              onChange={(event) => change({ signatureFr: event.currentTarget.value })}
            />
            <Textarea
              label={words.signatureEn}
              description={words.signatureHelp}
              autosize
              minRows={3}
              maxLength={2000}
              value={draft.signatureEn}
              onChange={(event) => change({ signatureEn: event.currentTarget.value })}
            />
          </div>
          <Inline>
            <MayButton may="administer" type="submit" loading={save.isPending}>
              {words.save}
            </MayButton>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.close}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Section>
  );
}

function Who({ draft, change }: { readonly draft: SenderDraft; readonly change: Change }) {
  const texts = useTexts();
  const words = texts.senders.form;
  const { entities } = useSession();
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  return (
    <>
      <div className="p-form">
        <TextInput
          label={words.name}
          required
          maxLength={120}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.address}
          type="email"
          required
          value={draft.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
        <TextInput
          label={words.replyTo}
          description={words.replyToHelp}
          type="email"
          value={draft.replyTo}
          onChange={(event) => change({ replyTo: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.whose}
          value={draft.personId}
          data={[
            { value: '', label: texts.senders.shared },
            ...(people.data?.people ?? []).map((person) => ({ value: person.id, label: person.name })),
          ]}
          onChange={(event) => change({ personId: event.currentTarget.value })}
        />
        {entities.length > 1 && (
          <NativeSelect
            label={words.entity}
            value={draft.entityId}
            data={[
              { value: '', label: texts.senders.everybody },
              ...entities.map((entity) => ({ value: entity.id, label: entity.name })),
            ]}
            onChange={(event) => change({ entityId: event.currentTarget.value })}
          />
        )}
      </div>
      {draft.personId === '' && (
        <Checkbox
          label={words.isDefault}
          checked={draft.isDefault}
          onChange={(event) => change({ isDefault: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

interface ServerProps {
  readonly draft: SenderDraft;
  readonly sender: Sender | undefined;
  readonly change: Change;
}

function Server({ draft, sender, change }: ServerProps) {
  const words = useTexts().senders.form;
  const kept = sender?.server != null && !serverChanged({ ...draft, password: '' }, sender);
  return (
    <Stacked gap="tight">
      <Switch
        label={words.ownServer}
        checked={draft.ownServer}
        onChange={(event) => change({ ownServer: event.currentTarget.checked })}
      />
      {draft.ownServer && (
        <>
          <div className="p-form">
            <TextInput
              label={words.host}
              required
              autoComplete="off"
              placeholder="smtp.exemple.fr"
              value={draft.host}
              onChange={(event) => change({ host: event.currentTarget.value })}
            />
            <TextInput
              label={words.port}
              inputMode="numeric"
              pattern="\d{1,5}"
              placeholder={draft.secure ? '465' : '587'}
              value={draft.port}
              onChange={(event) => change({ port: event.currentTarget.value })}
            />
            <TextInput
              label={words.user}
              autoComplete="off"
              value={draft.user}
              onChange={(event) => change({ user: event.currentTarget.value })}
            />
            <PasswordInput
              label={words.password}
              autoComplete="new-password"
              required={draft.user !== '' && !kept}
              {...(kept ? { description: words.passwordKept } : {})}
              value={draft.password}
              onChange={(event) => change({ password: event.currentTarget.value })}
            />
          </div>
          <Checkbox
            label={words.secure}
            checked={draft.secure}
            onChange={(event) => change({ secure: event.currentTarget.checked })}
          />
        </>
      )}
    </Stacked>
  );
}

function Remove({ sender, onRemoved }: { readonly sender: Sender; readonly onRemoved: () => void }) {
  const texts = useTexts();
  const words = texts.senders.form;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api('DELETE /senders/{id}', { params: { id: sender.id } }),
    onSuccess: async () => {
      setAsking(false);
      onRemoved();
      await cache.invalidateQueries({ queryKey: sendersKey });
      toast.done(words.removed);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="administer" size="xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {words.remove}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.removeTitle(sender.name)}
        lines={[]}
        action={words.remove}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.removeHelp}
      </Confirm>
    </>
  );
}
