import { ApiProblem, addressOf } from '@quitus/contract/client';
import type { ImportView } from '@quitus/contract';

export interface Upload {
  readonly file: File;
  readonly entityId: string;
  /** Recognised from the file when empty. */
  readonly type: string;
  readonly dryRun: boolean;
}

/** Sends a file to be brought in and answers its import; `onProgress` is told the share sent, 0 to 1. Throws ApiProblem on a refusal. */
export function uploadFile(upload: Upload, onProgress: (share: number) => void): Promise<ImportView> {
  const form = new FormData();
  // The server reads the form as it streams: what it must know of the file comes before the file.
  if (upload.entityId !== '') form.set('entityId', upload.entityId);
  if (upload.type !== '') form.set('type', upload.type);
  form.set('dryRun', String(upload.dryRun));
  form.set('review', 'true');
  form.set('file', upload.file);
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what was sent so far.
    const request = new XMLHttpRequest();
    request.open('POST', addressOf('POST /imports', { body: {} }));
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.upload.addEventListener('load', () => onProgress(1));
    // As fetch does when no server answers.
    request.addEventListener('error', () => reject(new TypeError('no answer')));
    request.addEventListener('load', () => {
      // The contract says what a success and a refusal of this route hold.
      if (request.status >= 200 && request.status < 300) resolve(request.response as ImportView);
      else
        reject(
          new ApiProblem(
            (request.response as ApiProblem['problem'] | null) ?? {
              type: 'about:blank',
              title: request.statusText || 'error',
              status: request.status,
              code: 'http.unexpected',
            },
          ),
        );
    });
    request.send(form);
  });
}
