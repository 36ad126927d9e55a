import { Alert } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { sentenceOf } from '../../api.ts';

/** Why one was not let in, above what was typed. */
export function DoorError({ error }: { readonly error: unknown }) {
  const offline = useTexts().common.error.offline;
  return error === null || error === undefined ? null : <DoorAlert>{sentenceOf(error, offline)}</DoorAlert>;
}

/** A sentence that stops at the door. */
export function DoorAlert({ children }: { readonly children: string }) {
  return (
    <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
      {children}
    </Alert>
  );
}
