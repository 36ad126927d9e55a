import { totalmem } from 'node:os';

const mebibyte = 1024 ** 2;

/** PostgreSQL's settings for one machine that also runs Quitus, given on its command line so that a new version brings its own. */
export function serverSettings(socketDir: string, port: number, disposable: boolean): string[] {
  const settings: Record<string, string | number> = {
    cluster_name: 'quitus',
    listen_addresses: socketDir ? '' : '127.0.0.1',
    port,
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: disposable ? 200 : 60,
    timezone: 'UTC',
    log_timezone: 'UTC',
    password_encryption: 'scram-sha-256',
    ...memory(disposable),
    ...bulkLoads,
    ...planning,
    ...logging,
    ...(disposable ? { fsync: 'off', full_page_writes: 'off', deadlock_timeout: '100ms' } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function memory(disposable: boolean): Record<string, string> {
  // In a container the limit is the container's.
  const constrained = process.constrainedMemory();
  const total = Math.floor(Math.min(totalmem(), constrained > 0 ? constrained : totalmem()) / mebibyte);
  const shared = disposable ? 128 : 512;
  return {
    shared_buffers: `${Math.max(16, Math.min(shared, Math.floor(total / 4)))}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(total / 2))}MB`,
    maintenance_work_mem: `${Math.max(16, Math.min(256, Math.floor(total / 16)))}MB`,
    work_mem: `${Math.max(4, Math.min(32, Math.floor(total / 64)))}MB`,
  };
}

// A million lines come at once, then little for a day. No replica hangs on an embedded server: rows copied into a
// table of the same transaction need no log of their own.
const bulkLoads = {
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: 0.9,
  synchronous_commit: 'on',
};

const planning = {
  jit: 'off',
  random_page_cost: 1.1,
  max_parallel_workers: 2,
  max_parallel_workers_per_gather: 1,
  max_worker_processes: 4,
};

// One file per day of the week, emptied when its day comes again. Terse: details quote the values of rows.
const logging = {
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};
