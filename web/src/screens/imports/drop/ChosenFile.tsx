import { Alert, Button, Checkbox, NativeSelect, Progress } from '@mantine/core';
import { importTypes } from '../import-types.ts';
import { formatPercent } from '@quitus/texts';
import { Inline, Section, Stacked, useLanguage, useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconAlertTriangle, IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '../../../api.ts';
import { useSession } from '../../../session.ts';
import { fileSize } from '../file-size.ts';
import { useLedgerChanged } from '../import-queries.ts';
import { uploadFile } from './upload-file.ts';

/** The file chosen and the few questions before it leaves; the file stays chosen when the upload fails. */
export function ChosenFile({ file, onOther }: { readonly file: File; readonly onOther: () => void }) {
  const texts = useTexts();
  const words = texts.imports.screen.drop;
  const language = useLanguage();
  const navigate = useNavigate();
  const changed = useLedgerChanged();
  const { entities } = useSession();
  const [wish, setWish] = useState({ entityId: entities[0]?.id ?? '', type: '', dryRun: false });
  const [sent, setSent] = useState(0);
  const upload = useMutation({
    mutationFn: () => uploadFile({ file, ...wish }, setSent),
    onSuccess: async (view) => {
      await navigate({ to: '/imports/$id', params: { id: view.id } });
      void changed(view);
    },
  });
  return (
    <Section>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSent(0);
          upload.mutate();
        }}
      >
        <Stacked>
          <div className="i-file">
            <IconFileText size={22} stroke={1.6} className="q-icon" aria-hidden />
            <span>
              <strong>{file.name}</strong> <span className="q-muted">{fileSize(texts, language, file.size)}</span>
            </span>
          </div>
          <div className="i-questions">
            {entities.length > 1 && (
              <NativeSelect
                label={words.entity}
                value={wish.entityId}
                data={entities.map((entity) => ({ value: entity.id, label: entity.name }))}
                onChange={(event) => setWish({ ...wish, entityId: event.currentTarget.value })}
              />
            )}
            <NativeSelect
              label={words.kind}
              value={wish.type}
              data={[
                { value: '', label: words.guess },
                ...importTypes.map((type) => ({ value: type, label: texts.imports.screen.types[type] })),
              ]}
              onChange={(event) => setWish({ ...wish, type: event.currentTarget.value })}
            />
            <Checkbox
              label={words.dryRun}
              description={words.dryRunHelp}
              checked={wish.dryRun}
              onChange={(event) => setWish({ ...wish, dryRun: event.currentTarget.checked })}
            />
          </div>
          {upload.isPending && <Sending name={file.name} share={sent} />}
          {upload.isError && (
            <Alert
              color="late"
              variant="light"
              role="alert"
              title={words.failed}
              icon={<IconAlertTriangle size={18} aria-hidden />}
            >
              {sentenceOf(upload.error, texts.common.error.offline)} {words.failedHelp}
            </Alert>
          )}
          <Inline end>
            <Button variant="default" disabled={upload.isPending} onClick={onOther}>
              {words.other}
            </Button>
            <Button type="submit" loading={upload.isPending}>
              {wish.dryRun ? words.startDry(file.name) : words.start(file.name)}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Section>
  );
}

function Sending({ name, share }: { readonly name: string; readonly share: number }) {
  const words = useTexts().imports.screen.drop;
  const language = useLanguage();
  return (
    <div role="status">
      <Progress value={share * 100} aria-label={words.readingName(name)} animated={share >= 1} />
      <p className="i-note q-muted">{share >= 1 ? words.reading : words.uploading(formatPercent(language, share))}</p>
    </div>
  );
}
