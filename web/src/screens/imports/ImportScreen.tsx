import type { ImportView } from '@quitus/contract';
import { formatInstant } from '@quitus/texts';
import { ErrorState, Page, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useRouteId } from '../../route-id.ts';
import { useScreenSearch } from '../../search.ts';
import { announceFinished } from '../../shell/finished-work.ts';
import { fileSize } from './file-size.ts';
import { ImportState } from './import-columns.tsx';
import { useImport, useLedgerChanged } from './import-queries.ts';
import { MappingView } from './mapping/MappingView.tsx';
import { ImportActions } from './result/ImportActions.tsx';
import { ImportResult } from './result/ImportResult.tsx';
import { ReadingProgress } from './result/ReadingProgress.tsx';
import './imports.css';

/** One import: its columns while they wait, its progress while it is read, what became of it afterwards. */
export function ImportScreen() {
  const texts = useTexts();
  const words = texts.imports;
  const language = useLanguage();
  const { search } = useScreenSearch();
  const answer = useImport(useRouteId());
  const view = answer.data;
  useFinished(view);
  const trail = <Link to="/imports">{words.result.backToList}</Link>;
  if (!view)
    return (
      <Page title={texts.shell.places.imports} trail={trail}>
        {answer.isError ? (
          <ErrorState error={answer.error} title={words.result.unknown} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="page" />
        )}
      </Page>
    );
  const mapping = view.state === 'mapping' || (search.show === 'columns' && view.allowedActions.includes('map'));
  const author = words.result.by(view.author, formatInstant(language, view.createdAt));
  return (
    <Page
      title={view.fileName}
      trail={trail}
      heading={
        <>
          <span className="i-name">{view.fileName}</span>
          <ImportState view={view} texts={texts} />
        </>
      }
      detail={[words.screen.types[view.type], view.entity, fileSize(texts, language, view.fileBytes), author].join(' · ')}
      actions={!mapping && <ImportActions view={view} />}
    >
      {mapping ? (
        <MappingView view={view} />
      ) : view.state === 'reading' || view.state === 'uploaded' ? (
        <ReadingProgress view={view} />
      ) : (
        <ImportResult view={view} />
      )}
    </Page>
  );
}

/** Rings the bell, and has every figure asked again, when a reading that was watched ends. */
function useFinished(view: ImportView | undefined) {
  const texts = useTexts().imports;
  const changed = useLedgerChanged();
  const before = useRef<ImportView['state'] | undefined>(undefined);
  useEffect(() => {
    const ended = before.current === 'reading' && view !== undefined && view.state !== 'reading';
    before.current = view?.state;
    if (!ended) return;
    announceFinished({
      id: `import ${view.id} ${view.finishedAt ?? ''}`,
      title: texts.result.finished(view.fileName),
      detail: texts.screen.states[view.state],
      to: `/imports/${view.id}`,
      at: view.finishedAt ?? view.createdAt,
    });
    void changed(view);
  }, [view, texts, changed]);
}
