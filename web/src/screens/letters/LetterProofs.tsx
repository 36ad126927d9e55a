import { FileButton, NativeSelect } from '@mantine/core';
import { addressOf } from '@quitus/contract/client';
import { formatMoment } from '@quitus/texts';
import { Confirm, Section, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconCertificate, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useRightReason } from '../../rights.ts';
import { sendFile } from '../documents/send-file.ts';
import { hasLeft } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';
import { useRereadLetters } from './useRereadLetters.ts';

const kinds = ['receipt', 'deposit', 'returned', 'other'] as const;
type Proof = RegisteredLetter['proofs'][number];

/** The papers people keep with a letter: its slip, its signed receipt, the envelope; read, added, taken away. */
export function LetterProofs({ letter }: { readonly letter: RegisteredLetter }) {
  const words = useTexts().letters.screen;
  const left = hasLeft(letter);
  if (!left && letter.proofs.length === 0) return null;
  return (
    <Section plain title={words.proofs}>
      {letter.proofs.length === 0 ? (
        <p className="q-muted">{words.noProofs}</p>
      ) : (
        <ul className="letters-history">
          {letter.proofs.map((proof) => (
            <OneProof key={proof.id} letterId={letter.id} proof={proof} />
          ))}
        </ul>
      )}
      {left && <AddProof letterId={letter.id} />}
    </Section>
  );
}

function OneProof({ letterId, proof }: { readonly letterId: string; readonly proof: Proof }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadLetters();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api('DELETE /letters/{id}/proofs/{proofId}', { params: { id: letterId, proofId: proof.id } }),
    onSuccess: async () => {
      setAsking(false);
      await reread();
      toast.done(words.proofRemoved);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <li>
      <span className="letters-history-head">
        <a href={addressOf('GET /letters/{id}/proofs/{proofId}', { params: { id: letterId, proofId: proof.id } })}>
          <IconCertificate size={14} aria-hidden /> {words.proofKinds[proof.kind]}
        </a>
        <MayButton may="work" size="compact-xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {words.removeProof}
        </MayButton>
      </span>
      <span className="letters-detail q-muted">
        {proof.name} · {proof.addedBy}, {formatMoment(language, proof.addedAt)}
      </span>
      <Confirm
        opened={asking}
        title={words.removeProofTitle(proof.name)}
        lines={[]}
        action={words.removeProof}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.removeProofHelp}
      </Confirm>
    </li>
  );
}

function AddProof({ letterId }: { readonly letterId: string }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const reread = useRereadLetters();
  const forbidden = useRightReason('work');
  const [kind, setKind] = useState<(typeof kinds)[number]>('receipt');
  const add = useMutation({
    mutationFn: (file: File) =>
      sendFile<RegisteredLetter>(addressOf('POST /letters/{id}/proofs', { params: { id: letterId }, body: {} }), file, kind),
    onSuccess: async () => {
      await reread();
      toast.done(words.proofAdded);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <div className="letters-tracking">
      <NativeSelect
        flex={1}
        label={words.proofKind}
        description={words.proofFiles}
        value={kind}
        data={kinds.map((each) => ({ value: each, label: words.proofKinds[each] }))}
        onChange={(event) => setKind(kinds.find((each) => each === event.currentTarget.value) ?? 'receipt')}
      />
      <FileButton accept="application/pdf,image/png,image/jpeg" onChange={(file) => file && add.mutate(file)}>
        {(open) => (
          <MayButton
            may="work"
            variant="default"
            loading={add.isPending}
            leftSection={<IconUpload size={14} aria-hidden />}
            onClick={() => forbidden === undefined && open.onClick()}
          >
            {words.addProof}
          </MayButton>
        )}
      </FileButton>
    </div>
  );
}
