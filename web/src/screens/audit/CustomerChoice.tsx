import { Button, Popover, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTexts } from '@quitus/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBuilding } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';

const pauseMilliseconds = 220;
const offered = 8;

/** Chooses one customer by words of its name or code. */
export function CustomerChoice({ label, onChoose }: { readonly label: string; readonly onChoose: (id: string) => void }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={300} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBuilding size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {opened && (
          <Found
            label={label}
            onChoose={(id) => {
              setOpened(false);
              onChoose(id);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Found({ label, onChoose }: { readonly label: string; readonly onChoose: (id: string) => void }) {
  const texts = useTexts().common;
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), pauseMilliseconds);
  const answer = useQuery({
    queryKey: ['customers', 'choice', asked],
    queryFn: () => api('GET /customers', { query: { limit: offered, ...(asked ? { q: asked } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const rows = answer.data?.rows ?? [];
  return (
    <div className="q-field-list">
      <TextInput
        data-autofocus
        size="xs"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && rows[0] && onChoose(rows[0].id)}
      />
      <div className="q-field-names">
        {rows.map((row) => (
          <button type="button" key={row.id} className="q-plain q-field-name" onClick={() => onChoose(row.id)}>
            {row.name} <span className="q-muted">{row.code}</span>
          </button>
        ))}
        {answer.data && rows.length === 0 && <p className="q-muted">{texts.empty.filtered}</p>}
      </div>
    </div>
  );
}
