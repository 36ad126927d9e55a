import { Alert } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { sentenceOf } from './api.ts';

/** Why the server said no, above or below what was typed: where a message in the corner would cover the buttons. */
export function Refused({ error }: { readonly error: unknown }) {
  const offline = useTexts().common.error.offline;
  return error === null || error === undefined ? null : <RefusedAlert>{sentenceOf(error, offline)}</RefusedAlert>;
}

/** A sentence that says why not. */
export function RefusedAlert({ children }: { readonly children: string }) {
  return (
    <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
      {children}
    </Alert>
  );
}
