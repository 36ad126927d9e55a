import { useQueryClient } from '@tanstack/react-query';

/** Reads again what printing, posting and taking out change. */
export function useRereadLetters(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const touched = ['letters', 'messages', 'message', 'agenda', 'actions', 'overview', 'customer'];
    await Promise.all(touched.map((name) => cache.invalidateQueries({ queryKey: [name] })));
  };
}
