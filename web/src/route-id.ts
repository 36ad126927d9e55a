import { useParams } from '@tanstack/react-router';

/** The id in the address of a screen on one thing: `/customers/$id`. */
export function useRouteId(): string {
  const { id } = useParams({ strict: false });
  if (id === undefined) throw new Error('this address has no id');
  return id;
}
