import type { ImportView } from '@quitus/contract';
import { DataGrid, EmptyState, useLanguage, useTexts } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconDatabaseImport } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { useSession } from '../../session.ts';
import { ChosenFile } from './drop/ChosenFile.tsx';
import { DropZone } from './drop/DropZone.tsx';
import { importColumns } from './import-columns.tsx';

const rowKey = (row: ImportView) => row.id;

/** A place to drop a file, and the files that came, newest first. */
export function FilesTab() {
  const texts = useTexts();
  const words = texts.imports.screen;
  const language = useLanguage();
  const navigate = useNavigate();
  const { entities } = useSession();
  const [file, setFile] = useState<File | undefined>();
  const { source } = useGridRows<ImportView, null>({
    queryKey: ['imports'],
    load: async (window) => ({ ...(await api('GET /imports', { query: window })), totals: null }),
  });
  const columns = useMemo(() => importColumns(texts, language, entities.length > 1), [texts, language, entities.length]);
  const first = source.status === 'ready' && source.total === 0;
  return (
    <>
      {file ? <ChosenFile file={file} onOther={() => setFile(undefined)} /> : <DropZone large={first} onFile={setFile} />}
      <DataGrid
        name="imports"
        label={words.label}
        columns={columns}
        source={source}
        rowKey={rowKey}
        onOpen={(row) => void navigate({ to: '/imports/$id', params: { id: row.id } })}
        empty={
          <EmptyState icon={IconDatabaseImport} title={words.empty}>
            {words.emptyHelp}
          </EmptyState>
        }
      />
    </>
  );
}
