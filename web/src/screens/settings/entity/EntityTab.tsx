import { ErrorState, Skeleton, useTexts } from '@quitus/ui';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useScreenSearch } from '../../../search.ts';
import { entitiesQuery } from '../settings-queries.ts';
import { AddEntity } from './AddEntity.tsx';
import { EntityForm } from './EntityForm.tsx';

/** The company that invoices: who it is, where it is, where it is paid. */
export function EntityTab() {
  const words = useTexts().settings.entity;
  const { search, change } = useScreenSearch();
  const answer = useQuery(entitiesQuery);
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={8} />;
  const { entities } = answer.data;
  const shown = entities.find((entity) => entity.id === search.entity) ?? entities[0];
  if (!shown) return null;
  return (
    <>
      <div className="p-companies">
        {entities.length > 1 && (
          <NativeSelect
            className="p-which"
            label={words.which}
            value={shown.id}
            data={entities.map((entity) => ({ value: entity.id, label: entity.name }))}
            onChange={(event) => change({ entity: event.currentTarget.value })}
          />
        )}
        <AddEntity onAdded={(entity) => change({ entity })} />
      </div>
      <EntityForm key={shown.id} entity={shown} />
    </>
  );
}
